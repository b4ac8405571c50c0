package io.harbinger.blackbox;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** What {@code /proc} tells of processes and of this start of the host; empty or -1 elsewhere. */
final class Kernel {
  private final File root;

  /**
   * @param root {@code /}, or a folder with a recorded {@code proc}
   */
  Kernel(File root) {
    this.root = root;
  }

  String bootId() {
    return read("proc/sys/kernel/random/boot_id").trim();
  }

  long pid() {
    try {
      return Long.parseLong(new File(root, "proc/self").getCanonicalFile().getName());
    } catch (IOException | NumberFormatException notLinux) {
      String name = java.lang.management.ManagementFactory.getRuntimeMXBean().getName();
      int at = name.indexOf('@');
      return at > 0 && name.substring(0, at).matches("\\d{1,18}")
          ? Long.parseLong(name.substring(0, at))
          : -1;
    }
  }

  /** In clock ticks since the host's start: with the boot id, no two processes have the same. */
  long startTicks(long pid) {
    String stat = read("proc/" + pid + "/stat");
    // field 22 of the file; the first two end with the closing parenthesis
    String[] fields = stat.substring(Math.max(0, stat.lastIndexOf(')') + 1)).trim().split(" ");
    return fields.length > 19 && fields[19].matches("\\d{1,18}") ? Long.parseLong(fields[19]) : -1;
  }

  /** A pid means something within its namespace alone. */
  String pidNamespace() {
    try {
      return Files.readSymbolicLink(path("proc/self/ns/pid")).toString();
    } catch (IOException | RuntimeException notLinux) {
      return "";
    }
  }

  /** User id of this process. */
  long user() {
    return userOf(path("proc/self"));
  }

  static long userOf(Path file) {
    try {
      return ((Number) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS)).longValue();
    } catch (IOException | RuntimeException notUnix) {
      return -1;
    }
  }

  private Path path(String name) {
    return new File(root, name).toPath();
  }

  private String read(String name) {
    try {
      return new String(Files.readAllBytes(path(name)), StandardCharsets.ISO_8859_1);
    } catch (IOException | RuntimeException absent) {
      return "";
    }
  }
}
