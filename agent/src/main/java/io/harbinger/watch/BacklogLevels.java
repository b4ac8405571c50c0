package io.harbinger.watch;

import io.harbinger.cause.AcceptStop;
import io.harbinger.signal.AcceptQueue;
import io.harbinger.signal.Host;
import io.harbinger.signal.HostView;
import java.util.ArrayList;
import java.util.List;

/**
 * The accept queues of this process as levels: visitors of whom no request ever reaches the
 * application, so that only a condition can speak for them.
 *
 * <pre>
 *   level = connections that wait; one more than the limit where some were dropped
 *   cause = what keeps the acceptor ({@link AcceptStop})
 * </pre>
 *
 * <p>A full queue drops visitors already, so it is said at once.
 */
final class BacklogLevels {
  private static final long LATELY = 3_000_000_000L;

  static List<Conditions.Level> of(Host host, long now) {
    List<Conditions.Level> levels = new ArrayList<>();
    HostView view = host.now();
    for (AcceptQueue queue : view.acceptQueues) {
      if (queue.limit > 0) {
        levels.add(level(queue, view, host, now));
      }
    }
    return levels;
  }

  private static Conditions.Level level(AcceptQueue queue, HostView view, Host host, long now) {
    boolean full = queue.full();
    AcceptStop stop = full ? AcceptStop.of(queue, view, host.stalls(now - LATELY, now)) : null;
    String sentence = AcceptStop.sentence(queue);
    return new Conditions.Level(
        stop == null ? AcceptStop.UNEXPLAINED : stop.cause,
        "backlog:" + queue.port,
        full ? Math.max(queue.queued, queue.limit + 1) : queue.queued,
        queue.limit,
        stop == null ? sentence : sentence + ": " + stop.because,
        full);
  }

  private BacklogLevels() {}
}
