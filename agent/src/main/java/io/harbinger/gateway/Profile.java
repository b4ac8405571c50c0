package io.harbinger.gateway;

/**
 * What one kind of gateway allows an origin, and what its visitor gets when the origin fails; times
 * in milliseconds, 0 = no limit.
 */
public final class Profile {
  public final String name;
  public final long connectMillis;
  public final long firstByteMillis;
  public final long betweenBytesMillis;
  public final long totalMillis;
  public final long upstreamIdleMillis;
  public final int responseHeaderBytes;

  /** What the visitor gets when the origin does not answer in time. */
  public final int statusTimeout;

  /** … when the connection is refused. */
  public final int statusRefused;

  /** … when the connection ends before or within the response's header. */
  public final int statusClosed;

  /** What the gateway logs when its own client went first. */
  public final int statusClientLeft;

  Profile(
      String name,
      long connectMillis,
      long firstByteMillis,
      long betweenBytesMillis,
      long totalMillis,
      long upstreamIdleMillis,
      int responseHeaderBytes,
      int statusTimeout,
      int statusRefused,
      int statusClosed,
      int statusClientLeft) {
    this.name = name;
    this.connectMillis = connectMillis;
    this.firstByteMillis = firstByteMillis;
    this.betweenBytesMillis = betweenBytesMillis;
    this.totalMillis = totalMillis;
    this.upstreamIdleMillis = upstreamIdleMillis;
    this.responseHeaderBytes = responseHeaderBytes;
    this.statusTimeout = statusTimeout;
    this.statusRefused = statusRefused;
    this.statusClosed = statusClosed;
    this.statusClientLeft = statusClientLeft;
  }

  /** The shortest limit on an origin that says nothing at all; 0: it may be silent for ever. */
  public long deadlineMillis() {
    return totalMillis == 0
        ? firstByteMillis
        : firstByteMillis == 0 ? totalMillis : Math.min(firstByteMillis, totalMillis);
  }
}
