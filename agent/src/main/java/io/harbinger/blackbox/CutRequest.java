package io.harbinger.blackbox;

import io.harbinger.bridge.Kind;
import io.harbinger.timeline.TraceContext;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A request that was in flight when its process ended, as its slot has it. */
final class CutRequest {
  final int slot;
  final TraceContext trace;
  final long startEpochNanos;

  /** Empty where it was not known yet. */
  final String method;

  final String path;

  /** Null where it was not known yet. */
  final String route;

  /** Age at the last look, -1: it was too young for one. */
  final long notedAgeNanos;

  /** What it waited for, or null: its own code ran, or nobody looked. */
  final Kind kind;

  final long segmentAgeNanos;
  final String detail;
  final boolean warned;
  final boolean gaveUp;
  final boolean answering;

  /** Its client, before the gateway could give it up. */
  final boolean left;

  /** The process had closed its connection while it stopped. */
  final boolean cut;

  /** The diagnosis so far, or null. */
  final String cause;

  final String threadName;
  final long threadId;

  private CutRequest(ByteBuffer box, int slot) {
    int at = BoxFormat.slot(slot);
    this.slot = slot;
    trace =
        new TraceContext(
            box.getLong(at + BoxFormat.TRACE_HI),
            box.getLong(at + BoxFormat.TRACE_LO),
            box.getLong(at + BoxFormat.SPAN),
            box.getLong(at + BoxFormat.PARENT),
            (byte) box.getLong(at + BoxFormat.FLAGS),
            null);
    startEpochNanos = box.getLong(at + BoxFormat.START);
    method = orEmpty(BoxFormat.text(box, at + BoxFormat.METHOD, BoxFormat.METHOD_BYTES));
    path = orEmpty(BoxFormat.text(box, at + BoxFormat.PATH, BoxFormat.PATH_BYTES));
    boolean noted =
        box.getLong(at + BoxFormat.NOTE_SPAN) == trace.spanId
            && box.getLong(at + BoxFormat.NOTE) == BoxFormat.noteCheck(box, at);
    String[] texts = noted ? texts(box, at) : new String[] {"", "", "", ""};
    int flags = noted ? box.getInt(at + BoxFormat.NOTE_FLAGS) : 0;
    int ordinal = noted ? box.getInt(at + BoxFormat.NOTE_KIND) : -1;
    boolean known = ordinal >= 0 && ordinal < Kind.values().length;
    notedAgeNanos = noted ? box.getLong(at + BoxFormat.NOTE_AGE) : -1;
    segmentAgeNanos = noted ? box.getLong(at + BoxFormat.NOTE_SEGMENT_AGE) : 0;
    kind = known ? Kind.values()[ordinal] : null;
    route = texts[0].isEmpty() ? null : texts[0];
    detail = texts[1];
    cause = texts[2].isEmpty() ? null : texts[2];
    threadName = texts[3];
    threadId = noted ? box.getLong(at + BoxFormat.NOTE_THREAD) : -1;
    warned = (flags & BoxFormat.WARNED) != 0;
    gaveUp = (flags & BoxFormat.GAVE_UP) != 0;
    answering = (flags & BoxFormat.ANSWERING) != 0;
    left = (flags & BoxFormat.LEFT) != 0;
    cut = (flags & BoxFormat.CUT) != 0;
  }

  static boolean isThere(ByteBuffer box, int slot) {
    return box.getLong(BoxFormat.slot(slot)) != 0;
  }

  /** Null when the slot was cut while it was written. */
  static CutRequest read(ByteBuffer box, int slot) {
    int at = BoxFormat.slot(slot);
    long check =
        BoxFormat.check(
            box.getLong(at + BoxFormat.TRACE_HI),
            box.getLong(at + BoxFormat.TRACE_LO),
            box.getLong(at + BoxFormat.SPAN),
            box.getLong(at + BoxFormat.PARENT),
            box.getLong(at + BoxFormat.START),
            box.getLong(at + BoxFormat.FLAGS));
    return box.getLong(at) == check ? new CutRequest(box, slot) : null;
  }

  private static String[] texts(ByteBuffer box, int at) {
    int most = BoxFormat.NOTE_TEXT_BYTES - 4;
    int length = Math.max(0, Math.min(box.getInt(at + BoxFormat.NOTE_TEXT), most));
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = box.get(at + BoxFormat.NOTE_TEXT + 4 + i);
    }
    String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
    String[] texts = {"", "", "", ""};
    System.arraycopy(lines, 0, texts, 0, Math.min(4, lines.length));
    return texts;
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }

  /** {@code GET /owners/{id}}. */
  String name() {
    String what = (method + " " + (route != null ? route : path)).trim();
    return what.isEmpty() ? "a request" : what;
  }
}
