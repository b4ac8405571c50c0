package io.harbinger.launch;

import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * The jar that we came from, opened once and kept open.
 *
 * <pre>
 *   io/harbinger/launch/*.class   found by the system loader
 *   io/harbinger/bridge/*.class   defined in the bootstrap loader
 *   inst/**.classdata             defined in the isolated loader
 * </pre>
 */
final class AgentJar {
  static final String CORE = "inst/";
  static final String LAUNCH = "io/harbinger/launch/";
  static final String BRIDGE = "io/harbinger/bridge/";

  /** Null when even the place is unknown. */
  final File file;

  /** Null when all is well; then {@link #zip} is open. */
  final String failure;

  private final JarFile zip;

  private AgentJar(File file, JarFile zip, String failure) {
    this.file = file;
    this.zip = zip;
    this.failure = failure;
  }

  static AgentJar around(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    if (location == null) {
      return new AgentJar(null, null, "its place is unknown");
    }
    try {
      return open(new File(location.toURI()));
    } catch (Exception thrown) {
      return new AgentJar(new File(location.getPath()), null, thrown.toString());
    }
  }

  static AgentJar open(File file) {
    try {
      // no signature check, because it would read every entry and there is none
      JarFile zip = new JarFile(file, false);
      if (zip.getEntry(CORE + "io/harbinger/Agent.classdata") != null) {
        return new AgentJar(file, zip, null);
      }
      zip.close();
      return new AgentJar(file, null, "its core is missing");
    } catch (IOException | RuntimeException thrown) {
      return new AgentJar(file, null, thrown.toString());
    }
  }

  /** From the manifest, or null. */
  String version() {
    try {
      return zip.getManifest().getMainAttributes().getValue("Implementation-Version");
    } catch (IOException | RuntimeException unreadable) {
      return null;
    }
  }

  /** Null when there is no such entry. */
  ZipEntry entry(String path) {
    return zip.getEntry(path);
  }

  InputStream stream(ZipEntry entry) throws IOException {
    return zip.getInputStream(entry);
  }

  byte[] bytes(ZipEntry entry) throws IOException {
    byte[] bytes = new byte[(int) entry.getSize()];
    try (DataInputStream in = new DataInputStream(stream(entry))) {
      in.readFully(bytes);
    }
    return bytes;
  }

  /** Of a class of the launch room. */
  byte[] bytesOf(Class<?> type) throws IOException {
    return bytes(entry(type.getName().replace('.', '/') + ".class"));
  }

  /** Stops after the folder: it is among the first, and the rest are thousands. */
  List<ZipEntry> classes(String folder) {
    List<ZipEntry> found = new ArrayList<>();
    for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
      ZipEntry entry = all.nextElement();
      boolean inside = entry.getName().startsWith(folder);
      if (inside && entry.getName().endsWith(".class")) {
        found.add(entry);
      }
      if (!inside && !found.isEmpty()) {
        break;
      }
    }
    return found;
  }

  /** For the fallback alone: the JVM opens the jar anew. */
  JarFile reopen() throws IOException {
    return new JarFile(file, false);
  }
}
