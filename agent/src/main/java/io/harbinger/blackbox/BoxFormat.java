package io.harbinger.blackbox;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Where what lies in the file; numbers are little endian, texts are UTF-8 lines {@code key=value}.
 *
 * <pre>
 *        0  magic 8 | version 4 | slots 4 | slot size 4 | file size 4 | CRC of these 4
 *       64  {@link Owner}, a {@link TextArea}
 *     4096  clock: last sign of life, stop begun, stop ended, then what a reader has done
 *     8192  {@link Vitals}, written here and at 12288 in turn
 *    16384  a slot of 512 bytes for each request in flight
 *
 *   slot    0  check, 0: free | trace id 16 | span id 8 | parent 8 | start 8 | flags 8
 *          56  method: length and check 8, text 16 | path: length and check 8, text 160
 *         256  note: check 8 | span id 8 | age 8 | segment's age 8 | kind 4 | flags 4 | text 192
 *         496  thread id 8 | span id of the request that was handed over, or 0 8
 * </pre>
 *
 * <p>The first part of a slot is its request's thread's, the note is the watch thread's, the last
 * eight bytes are the reporter's. A part that was cut while it was written does not match its
 * check.
 */
final class BoxFormat {
  /** {@code HARBINGR}. */
  static final long MAGIC = 0x52474E4942524148L;

  static final int VERSION = 1;
  static final int HEADER_BYTES = 24;
  static final int IDENTITY = 64;
  static final int IDENTITY_BYTES = 4_032;

  static final int HEARTBEAT = 4_096;
  static final int STOP_BEGUN = HEARTBEAT + 8;
  static final int STOP_ENDED = HEARTBEAT + 16;

  /** Not 0: the event was handed over. */
  static final int EVENT_HANDED = HEARTBEAT + 24;

  /** Not 0: there is nothing left to report. */
  static final int REPORTED = HEARTBEAT + 32;

  static final int STOP_REASON = HEARTBEAT + 64;
  static final int STOP_REASON_BYTES = 512;

  static final int VITALS = 8_192;
  static final int VITALS_BYTES = 4_096;

  static final int SLOTS = 16_384;
  static final int SLOT_BYTES = 512;

  static final int TRACE_HI = 8;
  static final int TRACE_LO = 16;
  static final int SPAN = 24;
  static final int PARENT = 32;
  static final int START = 40;
  static final int FLAGS = 48;
  static final int METHOD = 56;
  static final int METHOD_BYTES = 16;
  static final int PATH = 80;
  static final int PATH_BYTES = 160;

  static final int NOTE = 256;
  static final int NOTE_SPAN = 264;
  static final int NOTE_AGE = 272;
  static final int NOTE_SEGMENT_AGE = 280;
  static final int NOTE_KIND = 288;
  static final int NOTE_FLAGS = 292;
  static final int NOTE_TEXT = 300;
  static final int NOTE_TEXT_BYTES = 192;
  static final int NOTE_THREAD = 496;
  static final int HANDED = 504;

  static final int WARNED = 1;
  static final int GAVE_UP = 2;
  static final int ANSWERING = 4;
  static final int LEFT = 8;
  static final int CUT = 16;

  private BoxFormat() {}

  static int size(int slots) {
    return SLOTS + slots * SLOT_BYTES;
  }

  static int slot(int index) {
    return SLOTS + index * SLOT_BYTES;
  }

  static void writeHeader(ByteBuffer box, int slots) {
    box.putLong(0, MAGIC);
    box.putInt(8, VERSION);
    box.putInt(12, slots);
    box.putInt(16, SLOT_BYTES);
    box.putInt(20, size(slots));
    box.putInt(HEADER_BYTES, crc(box, 0, HEADER_BYTES));
  }

  static int crc(ByteBuffer box, int from, int length) {
    CRC32 crc = new CRC32();
    for (int i = 0; i < length; i++) {
      crc.update(box.get(from + i));
    }
    return (int) crc.getValue();
  }

  /** Of the ids and the start; never 0. */
  static long check(long hi, long lo, long span, long parent, long start, long flags) {
    long sum = mix(mix(mix(mix(mix(mix(1, hi), lo), span), parent), start), flags);
    return sum == 0 ? 1 : sum;
  }

  static long noteCheck(ByteBuffer box, int slot) {
    long sum = 1;
    for (int at = NOTE_SPAN; at < HANDED; at += 8) {
      sum = mix(sum, box.getLong(slot + at));
    }
    return sum == 0 ? 1 : sum;
  }

  static long mix(long sum, long value) {
    long next = (sum ^ value) * 0x9E3779B97F4A7C15L;
    return next ^ next >>> 29;
  }

  /** Length and check of a text that was written by words. */
  static long textMark(ByteBuffer box, int text, int length) {
    long sum = length;
    for (int i = 0; i < length; i += 8) {
      sum = mix(sum, box.getLong(text + i));
    }
    return sum << 32 | length;
  }

  /** Null when it was cut while it was written. */
  static String text(ByteBuffer box, int mark, int most) {
    long written = box.getLong(mark);
    int length = (int) written;
    if (length < 0 || length > most || written != textMark(box, mark + 8, length)) {
      return null;
    }
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = box.get(mark + 8 + i);
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
