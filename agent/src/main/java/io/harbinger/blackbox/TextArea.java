package io.harbinger.blackbox;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A text in a fixed place: {@code length 4 | CRC 4 | serial 8 | bytes}, cut where it is longer.
 *
 * <p>Each has one writer. A text that is replaced often has two places that are written in turn,
 * and the whole one with the higher serial counts.
 */
final class TextArea {
  private static final int HEAD = 16;

  private TextArea() {}

  static void write(ByteBuffer box, int at, int capacity, long serial, String text) {
    byte[] bytes = utf8(text, capacity - HEAD);
    for (int i = 0; i < bytes.length; i++) {
      box.put(at + HEAD + i, bytes[i]);
    }
    box.putLong(at + 8, serial);
    box.putInt(at, bytes.length);
    box.putInt(at + 4, BoxFormat.crc(box, at + 8, 8 + bytes.length));
  }

  /** Null when there is no whole text. */
  static String read(ByteBuffer box, int at, int capacity) {
    int length = box.getInt(at);
    if (length <= 0
        || length > capacity - HEAD
        || box.getInt(at + 4) != BoxFormat.crc(box, at + 8, 8 + length)) {
      return null;
    }
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = box.get(at + HEAD + i);
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static long serial(ByteBuffer box, int at) {
    return box.getLong(at + 8);
  }

  /** At most so many bytes, without half a character at the end. */
  static byte[] utf8(String text, int most) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= most) {
      return bytes;
    }
    int end = most;
    while (end > 0 && (bytes[end] & 0xC0) == 0x80) {
      end--;
    }
    return Arrays.copyOf(bytes, end);
  }
}
