package com.example.stage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks the PostgreSQL that came through Maven for this operating system. */
final class PostgresBinaries {

  static Path unpack(Path target) throws IOException {
    String archive = archiveName(System.getProperty("os.name"), System.getProperty("os.arch"));
    try (InputStream packed = PostgresBinaries.class.getResourceAsStream("/" + archive)) {
      if (packed == null) {
        throw new IOException("there is no PostgreSQL for this machine: " + archive);
      }
      unpack(new TarArchiveInputStream(new XZInputStream(packed)), target);
    }
    return target.resolve("bin");
  }

  static String archiveName(String system, String processor) {
    String platform = system.toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
    boolean arm = processor.equals("aarch64") || processor.equals("arm64");
    return "postgres-" + platform + (arm ? "-arm_64" : "-x86_64") + ".txz";
  }

  private static void unpack(TarArchiveInputStream archive, Path target) throws IOException {
    for (TarArchiveEntry entry = archive.getNextEntry();
        entry != null;
        entry = archive.getNextEntry()) {
      Path file = target.resolve(entry.getName()).normalize();
      if (entry.isDirectory()) {
        Files.createDirectories(file);
      } else {
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else {
          Files.copy(archive, file);
          boolean program = (entry.getMode() & 0100) != 0;
          Files.setPosixFilePermissions(
              file, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
        }
      }
    }
  }

  private PostgresBinaries() {}
}
