package io.harbinger.timeline;

import java.nio.charset.StandardCharsets;

/**
 * A method or a path as ISO-8859-1 bytes in a fixed array, cut where it is longer.
 *
 * <p>Written by the request's thread; a reader may see a mixture while it is written, and finds out
 * by {@link Timeline#edits}.
 */
public final class Name {
  private final byte[] bytes;
  private int length;

  Name(int capacity) {
    bytes = new byte[capacity];
  }

  void set(byte[] from, int offset, int count) {
    int copied = Math.max(0, Math.min(count, bytes.length));
    System.arraycopy(from, offset, bytes, 0, copied);
    length = copied;
  }

  void set(String from) {
    int copied = Math.min(from.length(), bytes.length);
    for (int i = 0; i < copied; i++) {
      char c = from.charAt(i);
      bytes[i] = (byte) (c < 256 ? c : '?');
    }
    length = copied;
  }

  void clear() {
    length = 0;
  }

  /** At most {@code most} of its bytes. */
  public int length(int most) {
    return Math.min(length, most);
  }

  public char at(int index) {
    return (char) (bytes[index] & 0xFF);
  }

  /** Eight bytes from {@code at}, the first lowest; behind the end there may be anything. */
  public long word(int at) {
    long word = 0;
    for (int i = Math.min(at + 7, bytes.length - 1); i >= at; i--) {
      word = word << 8 | bytes[i] & 0xFF;
    }
    return word;
  }

  int hash() {
    int hash = 0;
    for (int i = 0; i < length; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash ^ hash >>> 16;
  }

  boolean is(String text) {
    return leads(text, 0) == text.length();
  }

  /** Where it ends in the text that goes on with it at {@code from}; -1: it does not. */
  int leads(String text, int from) {
    int count = length;
    if (text.length() - from < count) {
      return -1;
    }
    for (int i = 0; i < count; i++) {
      if ((bytes[i] & 0xFF) != text.charAt(from + i)) {
        return -1;
      }
    }
    return from + count;
  }

  @Override
  public String toString() {
    return new String(bytes, 0, Math.min(length, bytes.length), StandardCharsets.ISO_8859_1);
  }
}
