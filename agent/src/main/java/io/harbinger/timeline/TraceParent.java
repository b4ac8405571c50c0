package io.harbinger.timeline;

/**
 * The W3C header {@code traceparent}: {@code 00-<32 hex>-<16 hex>-<2 hex>}, lower case only.
 *
 * <p>A header of a later version is read as far as version 00 goes; version ff, zero ids and
 * anything else that the standard forbids make it invalid, and the trace starts here.
 */
final class TraceParent {
  private static final int LENGTH = 55;

  private TraceParent() {}

  static boolean isValid(String header) {
    if (header == null || header.length() < LENGTH) {
      return false;
    }
    boolean shape =
        hex(header, 0, 2)
            && header.charAt(2) == '-'
            && hex(header, 3, 35)
            && header.charAt(35) == '-'
            && hex(header, 36, 52)
            && header.charAt(52) == '-'
            && hex(header, 53, 55);
    if (!shape || header.startsWith("ff")) {
      return false;
    }
    boolean whole = header.length() == LENGTH;
    boolean later = !header.startsWith("00") && (whole || header.charAt(LENGTH) == '-');
    return (later || whole)
        && (traceHi(header) != 0 || traceLo(header) != 0)
        && spanId(header) != 0;
  }

  static long traceHi(String header) {
    return parse(header, 3, 19);
  }

  static long traceLo(String header) {
    return parse(header, 19, 35);
  }

  static long spanId(String header) {
    return parse(header, 36, 52);
  }

  /** Bits that version 00 does not know are not passed on. */
  static byte flags(String header) {
    return (byte) (parse(header, 53, 55) & 1);
  }

  static String render(long traceHi, long traceLo, long spanId, byte flags) {
    return "00-"
        + TraceContext.hex(traceHi)
        + TraceContext.hex(traceLo)
        + "-"
        + TraceContext.hex(spanId)
        + ((flags & 1) == 0 ? "-00" : "-01");
  }

  private static boolean hex(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
        return false;
      }
    }
    return true;
  }

  private static long parse(String text, int from, int to) {
    long value = 0;
    for (int i = from; i < to; i++) {
      value = value << 4 | Character.digit(text.charAt(i), 16);
    }
    return value;
  }
}
