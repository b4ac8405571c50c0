package io.harbinger.cause;

import java.util.HashMap;
import java.util.Map;

/**
 * All threads of an executor are busy, and what keeps them busy has no common root.
 *
 * <pre>
 *   share = waits for a thread / elapsed   where no operation, nor the database, keeps more than half of the threads
 *           else the part of them whose holders are healthy or just wait in their own code
 *           (half of it in a surge, or while this process itself is short of processor time)
 * </pre>
 */
final class ThreadPool implements Cause {
  @Override
  public String value() {
    return "timeout.thread_pool";
  }

  @Override
  public int level() {
    return 5;
  }

  @Override
  public Finding look(Evidence evidence) {
    Blame blame = evidence.blame();
    Failed failed = Failed.of(evidence);
    boolean rejected = failed.decisive && failed.root == Failed.Root.REJECTED;
    long queued = 0;
    long rootless = 0;
    Portion most = null;
    Portion shown = null;
    for (Portion portion : blame.portions) {
      boolean queue = portion.viaWorkers > 0 && portion.vote != null;
      if (queue) {
        queued += portion.viaWorkers;
        most = most == null || portion.viaWorkers > most.viaWorkers ? portion : most;
        if (plain(portion.doing)) {
          rootless += portion.viaWorkers;
          shown = shown == null ? portion : shown;
        }
      }
    }
    boolean mixed = most != null && common(blame) * 2 <= queued;
    double share = (mixed ? queued : rootless) / (double) blame.elapsed;
    if (share <= 0 && !rejected) {
      return null;
    }
    Charge charge = new Charge(this, evidence);
    charge.byShare(rejected ? 1 : blame.strain.on() ? share / 2 : share);
    if (rejected) {
      charge.because("The task was refused: " + failed.failure.message);
    }
    Portion told = mixed || shown == null ? most : shown;
    if (told != null) {
      charge.tells(told).detail(told.workers);
    }
    if (mixed) {
      charge.because("What keeps the threads busy has no common root.");
    }
    return charge.remedy(
        "Shorten what the threads wait for, then give them number (server.tomcat.threads.max,"
            + " server.jetty.threads.max, the executor's maximumPoolSize) and a bounded queue; a pool of its own for each slow"
            + " dependency.");
  }

  /** The largest sum that one root explains; statements, whatever their text, have one database. */
  private static long common(Blame blame) {
    long largest = 0;
    Map<Object, Long> sums = new HashMap<>();
    for (Portion portion : blame.portions) {
      if (portion.vote != null) {
        Object root = portion.doing == Doing.DB ? Doing.DB : portion;
        largest = Math.max(largest, sums.merge(root, portion.viaWorkers, Long::sum));
      }
    }
    return largest;
  }

  private static boolean plain(Doing doing) {
    return doing == Doing.WORKERS || doing == Doing.WAITING || doing == Doing.OWN;
  }
}
