package com.example.laboratory;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of the gateway's log: what a visitor got.
 *
 * @param answeredAt milliseconds since 1970 when the gateway was done with the request
 * @param reachedShop whether the request was handed to the shop at all
 * @param cut whether the response ended before it was whole, which no status tells
 */
record GatewayLine(
    String requestId,
    long answeredAt,
    int status,
    double seconds,
    boolean reachedShop,
    String request,
    boolean cut) {

  // time status seconds upstream-status upstream-connect-seconds request-id "request line" end
  // end: bytes sent of bytes promised, or HAProxy's word for how it ended
  private static final Pattern SHAPE =
      Pattern.compile(
          "(\\d+)\\.?(\\d{3}) (\\d{3}) ([\\d.]+)(?: ?(ms|us))? (\\S+) (\\S+) (\\S+) \"(.*)\"(?: (\\S+))?");

  /** Null for a line that is not ours, such as a connection without a request. */
  static GatewayLine parse(String line) {
    Matcher matcher = SHAPE.matcher(line);
    if (!matcher.matches()) {
      return null;
    }
    return new GatewayLine(
        matcher.group(8),
        Long.parseLong(matcher.group(1) + matcher.group(2)),
        Integer.parseInt(matcher.group(3)),
        seconds(matcher.group(4), matcher.group(5)),
        !matcher.group(7).equals("-") && !matcher.group(7).equals("-1"),
        matcher.group(9),
        cut(matcher.group(10)));
  }

  private static boolean cut(String end) {
    int slash = end == null ? -1 : end.indexOf('/');
    if (slash < 0) {
      return end != null && end.matches("[sS]D"); // the server, while it sent data
    }
    String promised = end.substring(slash + 1);
    return promised.matches("\\d+")
        && Long.parseLong(end.substring(0, slash)) < Long.parseLong(promised);
  }

  private static double seconds(String number, String unit) {
    double value = Double.parseDouble(number);
    return unit == null ? value : value / (unit.equals("ms") ? 1e3 : 1e6);
  }

  /** Milliseconds since 1970 when the gateway took the request in. */
  long cameAt() {
    return answeredAt - Math.round(1e3 * seconds);
  }

  /** The moment by which a warning of a request that hung is in time: half of the deadline. */
  long halfOf(Duration deadline) {
    return answeredAt - deadline.toMillis() / 2;
  }

  /**
   * An attempt that did not reach the shop and was over when the shop read the visitor's next one:
   * HAProxy closes the visitor's connection without an answer when it finds no way to the shop,
   * unless the request was the first on it, and the visitor's client tries again by itself.
   *
   * @param readAt milliseconds since 1970 when the shop read this visitor; null if it has not
   */
  boolean endedBefore(Long readAt) {
    return !reachedShop && readAt != null && readAt > cameAt() && readAt >= answeredAt;
  }

  boolean failedByGateway() {
    return reachedShop && (status == 502 || status == 503 || status == 504);
  }

  boolean failed() {
    return reachedShop && (status >= 500 || cut && status < 400);
  }
}
