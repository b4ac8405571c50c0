package io.harbinger.signal;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/**
 * A file of the kernel that stays open once it was, so that it can be read when the process has no
 * descriptor left.
 *
 * <p>Used by the thread that reads the signals alone.
 */
final class KeptFile {
  private static final int LONGEST_LINE = 4_096;

  private final File file;
  private RandomAccessFile open;

  KeptFile(File file) {
    this.file = file;
  }

  /**
   * Hands over the lines from the first on, as long as they are wanted.
   *
   * @param step bytes that are asked for at a time: the kernel makes no more rows than asked for
   * @return false where the file cannot be read
   */
  boolean lines(int step, Predicate<String> wanted) {
    try {
      if (open == null) {
        open = new RandomAccessFile(file, "r");
      }
      open.seek(0);
      return read(step, wanted);
    } catch (IOException unreadable) {
      return false;
    }
  }

  private boolean read(int step, Predicate<String> wanted) throws IOException {
    byte[] buffer = new byte[Math.max(step, LONGEST_LINE)];
    int length = 0;
    for (int n; (n = open.read(buffer, length, Math.min(step, buffer.length - length))) > 0; ) {
      length += n;
      int start = 0;
      for (int i = 0; i < length; i++) {
        if (buffer[i] == '\n') {
          if (!wanted.test(new String(buffer, start, i - start, StandardCharsets.ISO_8859_1))) {
            return true;
          }
          start = i + 1;
        }
      }
      System.arraycopy(buffer, start, buffer, 0, length - start);
      length -= start;
    }
    return true;
  }
}
