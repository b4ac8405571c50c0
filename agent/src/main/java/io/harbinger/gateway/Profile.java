package io.harbinger.gateway;

import java.util.Locale;
import java.util.Properties;

/**
 * What one kind of gateway allows an origin, and what its visitor gets when the origin fails; times
 * in milliseconds, 0 = no limit or not known.
 */
public final class Profile {
  /** Which requests it sends again, to another server if there is one. */
  public enum Retries {
    NONE,
    /** Any request for which no connection came about. */
    CONNECT,
    /** Those, and idempotent ones after any failure before the response began. */
    IDEMPOTENT,
    ALL
  }

  private static final String A_LINE = " a line";

  public final String name;
  public final long connectMillis;
  public final long firstByteMillis;
  public final long betweenBytesMillis;
  public final long totalMillis;

  /** It uses a connection for several requests. */
  public final boolean keepsConnections;

  /** How long it keeps an idle one; 0: until the origin closes it; -1: not known. */
  public final long upstreamIdleMillis;

  /** Bytes of request header that it lets pass. */
  public final int requestHeaderBytes;

  public final int responseHeaderBytes;

  /** That limit is one of a single header line. */
  public final boolean responseHeaderLines;

  public final Retries retries;

  /** What the visitor gets when the origin does not answer in time. */
  public final int statusTimeout;

  /** … when no connection comes about in time, because the accept queue is full. */
  public final int statusConnectTimeout;

  /** … when the connection is refused. */
  public final int statusRefused;

  /** … when the connection ends before or within the response's header. */
  public final int statusClosed;

  /** … when the response's header is too large or makes no sense. */
  public final int statusRefusedResponse;

  /** … when the response ends within its body; 0: the application's own, and half a page. */
  public final int statusTruncated;

  /** What the gateway logs when its own client went first. */
  public final int statusClientLeft;

  Profile(String name, Properties fields) {
    this.name = name;
    connectMillis = millis(fields, "connect");
    firstByteMillis = millis(fields, "first_byte");
    betweenBytesMillis = millis(fields, "between_bytes");
    totalMillis = millis(fields, "total");
    keepsConnections = Boolean.parseBoolean(text(fields, "keep_alive"));
    upstreamIdleMillis = millis(fields, "upstream_idle");
    requestHeaderBytes = (int) millis(fields, "request_header");
    responseHeaderBytes = (int) millis(fields, "response_header");
    responseHeaderLines = text(fields, "response_header").endsWith(A_LINE);
    retries = Retries.valueOf(text(fields, "retries").toUpperCase(Locale.ROOT));
    statusTimeout = (int) millis(fields, "status.timeout");
    statusConnectTimeout = (int) millis(fields, "status.connect_timeout");
    statusRefused = (int) millis(fields, "status.refused");
    statusClosed = (int) millis(fields, "status.closed");
    statusRefusedResponse = (int) millis(fields, "status.refused_response");
    statusTruncated = (int) millis(fields, "status.truncated");
    statusClientLeft = (int) millis(fields, "status.client_left");
  }

  /** The shortest limit on an origin that says nothing at all; 0: it may be silent for ever. */
  public long deadlineMillis() {
    return totalMillis == 0
        ? firstByteMillis
        : firstByteMillis == 0 ? totalMillis : Math.min(firstByteMillis, totalMillis);
  }

  /**
   * What the visitor gets; 0: what the application itself answered, as far as it came.
   *
   * @param begun the response's header had reached the gateway
   */
  public int status(Outcome outcome, boolean begun) {
    switch (outcome) {
      case GAVE_UP:
        return begun ? statusTruncated : statusTimeout;
      case RESET:
      case PROCESS_DIED:
        return begun ? statusTruncated : statusClosed;
      case REFUSED_RESPONSE:
        return statusRefusedResponse;
      case CLIENT_LEFT:
        return statusClientLeft;
      default:
        return 0;
    }
  }

  /**
   * {@code 60s}, {@code none}, {@code unknown}, {@code 8192 a line}, or a plain number:
   * milliseconds, bytes, a status.
   */
  private static long millis(Properties fields, String name) {
    String text = text(fields, name).replace(A_LINE, "");
    return text.equals("none")
        ? 0
        : text.equals("unknown")
            ? -1
            : text.endsWith("s")
                ? Long.parseLong(text.substring(0, text.length() - 1)) * 1_000
                : Long.parseLong(text);
  }

  private static String text(Properties fields, String name) {
    String text = fields.getProperty(name);
    if (text == null) {
      throw new IllegalStateException("a profile without " + name);
    }
    return text.trim();
  }
}
