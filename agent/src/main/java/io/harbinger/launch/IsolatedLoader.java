package io.harbinger.launch;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.security.AllPermission;
import java.security.CodeSource;
import java.security.Permissions;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Function;
import java.util.zip.ZipEntry;

/**
 * Loads the core and its libraries from the jar's {@code inst/}, out of the application's sight.
 *
 * <pre>
 *   bootstrap (JDK, bridge) ◄── platform (JDK) ◄── system (application)
 *                                   ▲
 *                                   └── isolated: ours first, then the platform
 *                                           ▲
 *                                           └── below: some of ours once more, and may be let go
 * </pre>
 *
 * <p>Ours first, so that nothing on the bootstrap or extension path shadows a library of ours.
 */
final class IsolatedLoader extends ClassLoader {

  static {
    registerAsParallelCapable();
  }

  private final AgentJar jar;

  /** What the names of classes begin with that this loader defines; empty: all that it finds. */
  private final List<String> own;

  private final ProtectionDomain domain;
  private final EntryUrls urls;
  private final String version;

  IsolatedLoader(AgentJar jar, ClassLoader platform) throws MalformedURLException {
    this(jar, platform, Collections.emptyList());
  }

  private IsolatedLoader(AgentJar jar, ClassLoader parent, List<String> own)
      throws MalformedURLException {
    super(parent);
    this.jar = jar;
    this.own = own;
    this.urls = new EntryUrls(jar);
    this.version = jar.version();
    Permissions all = new Permissions();
    all.add(new AllPermission());
    CodeSource source = new CodeSource(jar.file.toURI().toURL(), (Certificate[]) null);
    this.domain = new ProtectionDomain(source, all);
  }

  /** Makes loaders whose parent is this one, but for classes whose names begin with these. */
  Function<List<String>, ClassLoader> below() {
    return names -> {
      try {
        return new IsolatedLoader(jar, this, names);
      } catch (MalformedURLException impossible) {
        throw new IllegalStateException(impossible);
      }
    };
  }

  private boolean isOwn(String name) {
    for (String beginning : own) {
      if (name.startsWith(beginning)) {
        return true;
      }
    }
    return own.isEmpty() && !name.startsWith("java.");
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!isOwn(name)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded == null) {
        ZipEntry entry = entry(name.replace('.', '/') + ".class");
        loaded = entry == null ? super.loadClass(name, false) : define(name, entry);
      }
      if (resolve) {
        resolveClass(loaded);
      }
      return loaded;
    }
  }

  @Override
  public URL getResource(String name) {
    URL found = findResource(name);
    return found == null ? super.getResource(name) : found;
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    List<URL> all = new ArrayList<>(Collections.list(findResources(name)));
    all.addAll(Collections.list(getParent().getResources(name)));
    return Collections.enumeration(all);
  }

  @Override
  public InputStream getResourceAsStream(String name) {
    try {
      ZipEntry entry = entry(name);
      return entry == null ? super.getResourceAsStream(name) : jar.stream(entry);
    } catch (IOException unreadable) {
      return null;
    }
  }

  @Override
  protected URL findResource(String name) {
    ZipEntry entry = entry(name);
    return entry == null ? null : urls.of(entry);
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    URL found = findResource(name);
    return found == null
        ? Collections.<URL>emptyEnumeration()
        : Collections.enumeration(Collections.singleton(found));
  }

  private ZipEntry entry(String name) {
    return jar.entry(AgentJar.CORE + (name.endsWith(".class") ? name + "data" : name));
  }

  private Class<?> define(String name, ZipEntry entry) throws ClassNotFoundException {
    try {
      byte[] bytes = jar.bytes(entry);
      definePackageOf(name);
      return defineClass(name, bytes, 0, bytes.length, domain);
    } catch (IOException unreadable) {
      throw new ClassNotFoundException(name, unreadable);
    }
  }

  @SuppressWarnings("deprecation") // getPackage: its successor came with 9
  private void definePackageOf(String className) {
    int dot = className.lastIndexOf('.');
    String name = dot < 0 ? "" : className.substring(0, dot);
    if (dot < 0 || getPackage(name) != null) {
      return;
    }
    try {
      definePackage(name, null, null, null, null, version, null, null);
    } catch (IllegalArgumentException another) {
      // because another thread has just defined it
    }
  }
}
