package io.harbinger.cause;

import io.harbinger.signal.AcceptQueue;
import io.harbinger.timeline.Failure;
import io.harbinger.timeline.SystemLimit;

/**
 * The operating system gives this process no more of something: file descriptors, threads, or space
 * on a disk.
 *
 * <pre>
 *   share = 1, if the visitor got the system's word for it, or a name could not be looked up
 *              while all descriptors are open
 *           places of the pool that no connection can be made for, where an attempt failed so, and
 *           waits in front of the process while all descriptors are open / elapsed
 * </pre>
 *
 * <p>Not where a database or a service tells of its own disk or descriptors: see {@link
 * SystemLimit}.
 */
final class OsLimit implements Cause {
  @Override
  public String value() {
    return "overload.os_limit";
  }

  @Override
  public int level() {
    return 3;
  }

  @Override
  public Finding look(Evidence evidence) {
    Failed failed = Failed.of(evidence);
    boolean thrown = failed.root == Failed.Root.OS_LIMIT && failed.decisive;
    boolean without = AcceptStop.noDescriptor(evidence.host);
    boolean unresolved = failed.root == Failed.Root.DNS && failed.decisive && without;
    Blame blame = evidence.blame();
    DatabaseView.Connect unmade = unmade(evidence);
    AcceptQueue queue = queue(evidence);
    Portion front = without ? AcceptBacklog.inFront(blame) : null;
    double share = unmade == null ? 0 : blame.share(Doing.CONNECT);
    share += front == null ? 0 : blame.share(front);
    if (!thrown && !unresolved && share <= 0) {
      return null;
    }
    Charge charge = new Charge(this, evidence).byShare(thrown || unresolved ? 1 : share);
    SystemLimit limit = thrown ? failed.limit() : unmade == null ? null : unmade.limit;
    if (thrown) {
      charge.sure(Confidence.CERTAIN).because(said(failed));
      String at = Frames.application(failed.limited().stack);
      charge.because(at == null ? null : "It was thrown in " + at + ".");
    }
    if (unresolved) {
      charge.because("The name could not be looked up: that takes a descriptor, too.");
    }
    if (unmade != null) {
      charge.because("Connecting to " + unmade.url + " failed: " + unmade.error + ".");
      charge.tells(blame.most(Doing.CONNECT));
    }
    if (queue != null) {
      String why = AcceptStop.of(queue, evidence.host, evidence.stalls).because;
      charge.because(AcceptStop.sentence(queue) + ": " + why + ".");
    }
    charge.tells(front);
    if (evidence.host.maxDescriptors > 0 && limit != SystemLimit.DISK) {
      charge.because(
          evidence.host.openDescriptors
              + " of "
              + evidence.host.maxDescriptors
              + " file descriptors are open.");
    }
    return charge.detail(detail(limit)).remedy(remedy(limit));
  }

  /** An attempt to connect to the database that failed for want of a descriptor, or null. */
  static DatabaseView.Connect unmade(Evidence evidence) {
    for (DatabaseView.Connect connect : evidence.database.connects) {
      if (connect.limit != null) {
        return connect;
      }
    }
    return null;
  }

  private static AcceptQueue queue(Evidence evidence) {
    AcceptQueue queue = AcceptBacklog.full(evidence);
    boolean here =
        queue != null
            && AcceptStop.of(queue, evidence.host, evidence.stalls).cause.equals(AcceptStop.LIMIT);
    return here ? queue : null;
  }

  private static String said(Failed failed) {
    Failure failure = failed.limited();
    return "It failed with " + failure.type + ": " + failure.message;
  }

  private static String detail(SystemLimit limit) {
    return limit == SystemLimit.THREADS ? "threads" : limit == SystemLimit.DISK ? "disk" : "fd";
  }

  private static String remedy(SystemLimit limit) {
    if (limit == SystemLimit.DISK) {
      return "Make room on the disk that is written to there; rotate and bound logs"
          + " and temporary files, and give the log a disk of its own.";
    }
    if (limit == SystemLimit.THREADS) {
      return "Bound the executors that make threads; raise the container's pids limit, TasksMax of"
          + " systemd or ulimit -u; leave memory for stacks beside the heap.";
    }
    return "Find what is not closed (lsof -p): streams, sockets, clients made for each request; raise"
        + " LimitNOFILE of systemd or ulimit -n.";
  }
}
