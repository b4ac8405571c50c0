package io.harbinger.cause;

/** What somebody is doing, as the end of a sentence: {@code in SELECT … FROM visits}. */
final class Phrase {
  static String of(Doing doing, String detail) {
    switch (doing) {
      case DB:
        return detail == null || detail.isEmpty()
            ? "reading a result"
            : "in " + Sql.of(detail).brief();
      case CONNECT:
        return "connecting to the database";
      case CALL:
        return "waiting for the answer of " + detail;
      case DNS:
        return "looking up the name " + detail;
      case NETWORK:
        return "waiting for the network" + at(detail);
      case SELF_DEADLOCK:
        return "waiting for a second connection of the pool that they hold one of";
      case LEAK:
        return "idle, not giving the connection back";
      case POOL:
        return "waiting for a connection of pool " + detail;
      case WORKERS:
        return "waiting for a thread of " + detail;
      case LOCK:
        return "waiting for the lock " + detail;
      case CPU:
        return "computing" + at(detail);
      case WAITING:
        return "waiting" + at(detail);
      case WRITE:
        return "writing the response";
      case GC:
        return "stopped by the garbage collector";
      case THROTTLED:
        return "stopped because the CPU quota was spent";
      case STARVED:
        return "without a processor, though ready to run";
      case SWAP:
        return "waiting for memory that was swapped out";
      case STOPPED:
        return "stopped with the whole process";
      default:
        return "in its own code" + at(detail);
    }
  }

  /** {@code GET /report, in SELECT … for 6.2 s, holding a connection of HikariPool-1 for 6.3 s}. */
  static String holder(Vote vote) {
    Holding best = vote.best;
    String thing = vote.look.what == Wait.What.POOL ? "a connection of " : "a thread of ";
    String leaked = best.leaked ? ", which has ended without giving it back" : "";
    String work = best.leaked ? "" : ", " + of(vote.doing, vote.detail) + age(best.opNanos);
    return best.who
        + leaked
        + work
        + ", holding "
        + thing
        + vote.look.resource
        + age(best.heldNanos);
  }

  /**
   * {@code http-5, GET /board, waiting for the answer of stock:80 for 2.1 s, in com.Shop.price}.
   */
  static String owner(String thread, Holding holding) {
    if (holding == null) {
      return thread;
    }
    String who = holding.trace == null ? thread : thread + ", " + holding.who;
    if (holding.kind != null) {
      String frame = OwnCode.where(holding.stack);
      String inside = frame == null ? "" : "," + at(frame);
      return who
          + ", "
          + of(Doing.of(holding.kind, holding.detail), holding.detail)
          + age(holding.opNanos)
          + inside;
    }
    if (holding.state == null) {
      return who; // nobody looked at it
    }
    Doing doing = OwnCode.doing(holding.state, holding.lock, holding.stack);
    boolean lock = doing == Doing.LOCK;
    return who
        + ", "
        + of(doing, lock ? OwnCode.lockName(holding.lock) : OwnCode.where(holding.stack));
  }

  private static String age(long nanos) {
    return nanos > 0 ? " for " + Words.time(nanos) : "";
  }

  private static String at(String frame) {
    return frame == null ? "" : " in " + frame;
  }

  private Phrase() {}
}
