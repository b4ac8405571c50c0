package io.harbinger.signal;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/**
 * Reads small files of {@code /proc} and {@code /sys} below a root that a test may replace.
 *
 * <p>A file that is missing or unreadable is null: kernels, containers and systems differ.
 */
final class ProcFile {
  private static final int USUAL = 4 * 1024;
  private static final int SHORT = 256;
  private static final int LIMIT = 256 * 1024;

  private final File root;

  /** Written by any thread that reads, read by the signal thread. */
  private volatile boolean noDescriptorLeft;

  ProcFile(File root) {
    this.root = root;
  }

  /** Contents of {@code path} (absolute, as on the live system), or null. */
  String read(String path) {
    return read(path, USUAL);
  }

  /** Of a file that holds a number or a few. */
  String readShort(String path) {
    return read(path, SHORT);
  }

  private String read(String path, int room) {
    try (InputStream in = new FileInputStream(new File(root, path))) {
      byte[] buffer = new byte[room];
      int length = 0;
      for (int n; (n = in.read(buffer, length, buffer.length - length)) > 0; ) {
        length += n;
        if (length == buffer.length) {
          if (length >= LIMIT) {
            break;
          }
          buffer = java.util.Arrays.copyOf(buffer, length * 2);
        }
      }
      noDescriptorLeft = false;
      return new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
    } catch (IOException | RuntimeException unreadable) {
      noDescriptorLeft = String.valueOf(unreadable.getMessage()).contains("Too many open files");
      return null;
    }
  }

  /** The last file could not be opened because the process has no descriptor left: EMFILE. */
  boolean noDescriptorLeft() {
    return noDescriptorLeft;
  }

  /** A file that stays open. */
  KeptFile kept(String path) {
    return new KeptFile(new File(root, path));
  }

  /** Where a symbolic link leads to, or null. */
  String link(String path) {
    try {
      return Files.readSymbolicLink(new File(root, path).toPath()).toString();
    } catch (IOException | RuntimeException unreadable) {
      return null;
    }
  }

  /** The first number of the file, or -1; {@code max} (no limit) is -1 too. */
  double number(String path) {
    String text = readShort(path);
    return text == null ? -1 : number(text, 0);
  }

  /** Names in a folder, or null. */
  String[] list(String path) {
    return new File(root, path).list();
  }

  /** The rest of the line that begins with {@code key}, without blanks around it, or null. */
  static String lineOf(String text, String key) {
    int at = text == null ? -1 : text.startsWith(key) ? 0 : text.indexOf("\n" + key) + 1;
    if (at < 0 || !text.startsWith(key, at)) {
      return null;
    }
    int end = text.indexOf('\n', at);
    return text.substring(at + key.length(), end < 0 ? text.length() : end).trim();
  }

  boolean exists(String path) {
    return new File(root, path).exists();
  }

  /** The number after {@code key} and blanks at the start of a line, or -1. */
  static double valueOf(String text, String key) {
    if (text == null) {
      return -1;
    }
    int at = text.startsWith(key) ? 0 : text.indexOf("\n" + key) + 1;
    boolean found = text.startsWith(key, at);
    return found ? number(text, at + key.length()) : -1;
  }

  /** The number that begins at or after blanks from {@code from}, or -1. */
  static double number(String text, int from) {
    int start = from;
    while (start < text.length() && (text.charAt(start) == ' ' || text.charAt(start) == '\t')) {
      start++;
    }
    int end = start;
    while (end < text.length()
        && (Character.isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
      end++;
    }
    try {
      return end == start ? -1 : Double.parseDouble(text.substring(start, end));
    } catch (NumberFormatException odd) {
      return -1;
    }
  }
}
