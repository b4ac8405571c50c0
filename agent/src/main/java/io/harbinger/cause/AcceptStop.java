package io.harbinger.cause;

import io.harbinger.signal.AcceptQueue;
import io.harbinger.signal.HostView;
import io.harbinger.signal.Stall;
import java.util.List;

/**
 * Why nobody takes the connections out of an accept queue: a full queue is a symptom, its root is
 * what keeps the acceptor.
 *
 * <pre>
 *   no descriptor left                        overload.os_limit
 *   most of the standstill is GC              overload.gc_pause
 *     the quota, swap, no free processor      overload.cpu_throttled, .swap, .cpu_saturated
 *   bound, but not accepting                  lifecycle.startup, once a stop has begun .shutdown
 *   stopped from outside, all connections
 *     that the server allows are taken, else  overload.accept_backlog
 * </pre>
 */
public final class AcceptStop {
  /** Where nothing but the full queue itself is known. */
  public static final String UNEXPLAINED = "overload.accept_backlog";

  /** No descriptor is left to accept with. */
  static final String LIMIT = "overload.os_limit";

  private static final long STOOD = 200_000_000L;

  /** The root's public value. */
  public final String cause;

  /** As the end of a sentence. */
  public final String because;

  private AcceptStop(String cause, String because) {
    this.cause = cause;
    this.because = because;
  }

  /**
   * @param stalls those of the time in which the queue was full
   */
  public static AcceptStop of(AcceptQueue queue, HostView host, List<Stall> stalls) {
    if (noDescriptor(host)) {
      String all = "all " + host.maxDescriptors + " file descriptors of the process are open";
      return new AcceptStop(LIMIT, all);
    }
    AcceptStop stood = stood(stalls);
    if (stood != null) {
      return stood;
    }
    AcceptQueue.ServerSocket server = queue.server;
    if (server != null && !server.accepts) {
      return host.stop == null
          ? new AcceptStop("lifecycle.startup", "the server has not started to accept")
          : new AcceptStop("lifecycle.shutdown", "the process stops, its server accepts no more");
    }
    if (server != null && server.taken()) {
      return new AcceptStop(
          UNEXPLAINED,
          "all " + server.maxConnections + " connections that the server allows are taken");
    }
    return new AcceptStop(UNEXPLAINED, "they come faster than they are accepted");
  }

  /** Nobody can be accepted, whether the queue is full or not. */
  static boolean noDescriptor(HostView host) {
    return host.maxDescriptors > 0 && host.openDescriptors >= host.maxDescriptors;
  }

  private static AcceptStop stood(List<Stall> stalls) {
    Standstill stood = Standstill.of(stalls, Long.MIN_VALUE, Long.MAX_VALUE);
    if (stood.mostNanos < STOOD) {
      return null;
    }
    String time = Words.time(stood.mostNanos);
    switch (stood.most) {
      case GC:
        return new AcceptStop("overload.gc_pause", "the garbage collector stopped it for " + time);
      case THROTTLED:
        return new AcceptStop(
            "overload.cpu_throttled", "its CPU quota was spent, which stopped it for " + time);
      case SWAP:
        return new AcceptStop("overload.swap", "it waited " + time + " for swapped memory");
      case STARVED:
        return new AcceptStop("overload.cpu_saturated", "it got no processor for " + time);
      default:
        return new AcceptStop(UNEXPLAINED, "the process stood still for " + time);
    }
  }

  /** {@code 2 connections wait to be accepted at port 8080 (limit 1), 12 were dropped}. */
  public static String sentence(AcceptQueue queue) {
    return (queue.queued == 1 ? "1 connection waits" : queue.queued + " connections wait")
        + " to be accepted at port "
        + queue.port
        + (queue.limit < 0 ? "" : " (limit " + queue.limit + ")")
        + (queue.drops > 0 ? ", " + Words.count(queue.drops) + " attempts were dropped" : "");
  }
}
