package io.harbinger.signal;

/**
 * Connections that the kernel has made for one of this process's listening sockets and that nobody
 * has accepted yet.
 */
public final class AcceptQueue {
  public final int port;
  public final int queued;

  /** Connections that may wait; the kernel drops when there is one more. -1: not known. */
  public final int limit;

  /** Dropped since the reading before. */
  public final long drops;

  /** Since when somebody has waited in it without a break, a {@code nanoTime}; meaningless at 0. */
  public final long sinceNanos;

  /** What the server says of itself; null where its library is not known. */
  public final ServerSocket server;

  public AcceptQueue(
      int port, int queued, int limit, long drops, long sinceNanos, ServerSocket server) {
    this.port = port;
    this.queued = queued;
    this.limit = limit;
    this.drops = drops;
    this.sinceNanos = sinceNanos;
    this.server = server;
  }

  /** The kernel drops what comes now, or has dropped since the reading before. */
  public boolean full() {
    return (limit > 0 && queued > limit) || drops > 0;
  }

  /** A server's own figures of a listening socket; -1 = not known. */
  public static final class ServerSocket {
    public final int port;

    /** As it was asked for; the kernel caps it. */
    public final int backlog;

    public final long connections;
    public final long maxConnections;

    /** False: bound, but not started yet, or paused. */
    public final boolean accepts;

    public ServerSocket(
        int port, int backlog, long connections, long maxConnections, boolean accepts) {
      this.port = port;
      this.backlog = backlog;
      this.connections = connections;
      this.maxConnections = maxConnections;
      this.accepts = accepts;
    }

    /** It takes no further connection before one of its own ends. */
    public boolean taken() {
      return maxConnections > 0 && connections >= maxConnections;
    }
  }
}
