package io.harbinger.cause;

import io.harbinger.signal.AcceptQueue;

/**
 * The accept queue of the server's socket was full, and nothing else explains why nobody took the
 * connections out of it.
 *
 * <pre>
 *   share = (the process stood still, for no reason that anybody reports
 *            + time in front of the process that no queue inside explains) / elapsed
 * </pre>
 *
 * <p>Only while a queue of this process was full: drops of other sockets on the host do not count.
 * What stopped it is the root where it is known (collector, quota, want of a processor or of
 * descriptors); those causes take that time for themselves. Requests that were dropped never reach
 * the application, so for them only the condition speaks; this is for who was read late.
 */
final class AcceptBacklog implements Cause {
  @Override
  public String value() {
    return AcceptStop.UNEXPLAINED;
  }

  @Override
  public int level() {
    return 6;
  }

  @Override
  public Finding look(Evidence evidence) {
    AcceptQueue queue = full(evidence);
    if (queue == null) {
      return null;
    }
    Blame blame = evidence.blame();
    Portion front = inFront(blame);
    double share = blame.share(Doing.STOPPED) + (front == null ? 0 : blame.share(front));
    if (share <= 0) {
      return null;
    }
    AcceptStop stop = AcceptStop.of(queue, evidence.host, evidence.stalls);
    if (stop.cause.equals(AcceptStop.LIMIT)) {
      return null;
    }
    return new Charge(this, evidence)
        .byShare(share)
        .detail("port " + queue.port)
        .because(AcceptStop.sentence(queue) + ": " + stop.because + ".")
        .tells(blame.most(Doing.STOPPED))
        .tells(front)
        .remedy(remedy());
  }

  static AcceptQueue full(Evidence evidence) {
    for (AcceptQueue queue : evidence.host.acceptQueues) {
      if (queue.full()) {
        return queue;
      }
    }
    return null;
  }

  static Portion inFront(Blame blame) {
    for (Portion portion : blame.portions) {
      if (portion.doing == Doing.WORKERS && Evidence.IN_FRONT.equals(portion.detail)) {
        return portion;
      }
    }
    return null;
  }

  private static String remedy() {
    return "Remove what keeps the server from accepting; a longer queue (server.tomcat.accept-count,"
        + " acceptCount, and net.core.somaxconn) and more connections (maxConnections) only help over"
        + " short stops.";
  }
}
