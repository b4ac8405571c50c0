package io.harbinger.export;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Protocol buffers written into memory outside of the heap; nothing here allocates.
 *
 * <p>The length of a nested message is not known before its end, so it takes four bytes, whatever
 * its value: readers take a varint with leading zero groups. What does not fit is left out, and
 * {@link #full} tells. Texts are written as UTF-8 without characters beyond the basic plane, for
 * which a question mark stands.
 */
final class WireBuffer {
  private static final int LENGTH = 4;
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;

  final ByteBuffer bytes;
  private boolean full;

  WireBuffer(int capacity) {
    bytes = ByteBuffer.allocateDirect(capacity).order(ByteOrder.LITTLE_ENDIAN);
  }

  int at() {
    return bytes.position();
  }

  /** Forgets what was written from there on. */
  void back(int at) {
    bytes.clear();
    bytes.position(at);
    full = false;
  }

  boolean full() {
    return full;
  }

  /** Begins a nested message; what is returned ends it. */
  int open(int field) {
    tag(field, BYTES);
    if (!fits(LENGTH)) {
      return -1;
    }
    bytes.putInt(0);
    return at();
  }

  void close(int opened) {
    if (opened < 0 || full) {
      return;
    }
    int length = at() - opened;
    for (int i = 0; i < LENGTH; i++) {
      int more = i < LENGTH - 1 ? 0x80 : 0;
      bytes.put(opened - LENGTH + i, (byte) (length >>> 7 * i & 0x7F | more));
    }
  }

  void whole(int field, long value) {
    tag(field, VARINT);
    varint(value);
  }

  void fixed(int field, long value) {
    tag(field, FIXED64);
    if (fits(8)) {
      bytes.putLong(value);
    }
  }

  void decimal(int field, double value) {
    fixed(field, Double.doubleToRawLongBits(value));
  }

  /** An id: the most significant byte first. */
  void id(int field, long high, long low, int length) {
    tag(field, BYTES);
    varint(length);
    for (int i = length - 1; i >= 0; i--) {
      raw((int) (i >= 8 ? high >>> 8 * (i - 8) : low >>> 8 * i));
    }
  }

  void text(int field, CharSequence text) {
    int opened = open(field);
    chars(text);
    close(opened);
  }

  void chars(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      utf8(text.charAt(i));
    }
  }

  /** With as many digits as it has. */
  void digits(long value) {
    if (value >= 10) {
      digits(value / 10);
    }
    raw('0' + (int) (value % 10));
  }

  /** Seconds with one decimal. */
  void seconds(long nanos) {
    long tenths = (nanos + 50_000_000L) / 100_000_000L;
    digits(tenths / 10);
    raw('.');
    digits(tenths % 10);
  }

  void utf8(char c) {
    if (c < 0x80) {
      raw(c);
    } else if (Character.isSurrogate(c)) {
      raw('?');
    } else if (c < 0x800) {
      raw(0xC0 | c >>> 6);
      raw(0x80 | c & 0x3F);
    } else {
      raw(0xE0 | c >>> 12);
      raw(0x80 | c >>> 6 & 0x3F);
      raw(0x80 | c & 0x3F);
    }
  }

  private void tag(int field, int type) {
    varint(field << 3 | type);
  }

  private void varint(long value) {
    long left = value;
    while ((left & ~0x7FL) != 0) {
      raw((int) (left & 0x7F | 0x80));
      left >>>= 7;
    }
    raw((int) left);
  }

  private void raw(int value) {
    if (fits(1)) {
      bytes.put((byte) value);
    }
  }

  private boolean fits(int count) {
    full |= bytes.remaining() < count;
    return !full;
  }
}
