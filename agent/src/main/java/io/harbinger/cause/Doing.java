package io.harbinger.cause;

import io.harbinger.bridge.Kind;
import io.harbinger.signal.Stall;

/** What a moment went into, seen from the side of blame; finer than the ledger's {@link Kind}. */
enum Doing {
  // the whole process stands still
  GC(Kind.GC),
  THROTTLED(Kind.STALL),
  SWAP(Kind.STALL),
  STARVED(Kind.STALL),
  STOPPED(Kind.STALL),
  // somebody outside is asked
  DB(Kind.DB),
  CONNECT(Kind.DB),
  CALL(Kind.CALL),
  DNS(Kind.DNS),
  NETWORK(Kind.OTHER),
  // a scarce thing whose holders are healthy, or gone
  POOL(Kind.POOL_WAIT),
  SELF_DEADLOCK(Kind.POOL_WAIT),
  LEAK(Kind.POOL_WAIT),
  WORKERS(Kind.WORKER_QUEUE),
  // own code
  LOCK(Kind.LOCK),
  CPU(Kind.CPU),
  WAITING(Kind.OTHER),
  OWN(Kind.OTHER),
  WRITE(Kind.WRITE);

  /** How the ledger books it where the request itself did it. */
  final Kind kind;

  Doing(Kind kind) {
    this.kind = kind;
  }

  /** A connection being made is a database segment whose detail begins so. */
  static Doing of(Kind kind, String detail) {
    boolean connect = kind == Kind.DB && detail != null && detail.startsWith("connect jdbc:");
    return connect ? CONNECT : of(kind);
  }

  private static Doing of(Kind kind) {
    switch (kind) {
      case POOL_WAIT:
        return POOL;
      case DB:
      case DB_FETCH:
        return DB;
      case CALL:
        return CALL;
      case DNS:
        return DNS;
      case WORKER_QUEUE:
      case TASK_QUEUE:
        return WORKERS;
      case LOCK:
        return LOCK;
      case GC:
        return GC;
      case STALL:
        return STOPPED;
      case CPU:
        return CPU;
      case WRITE:
        return WRITE;
      default:
        return OWN;
    }
  }

  static Doing of(Stall.Reason reason) {
    switch (reason) {
      case GC:
        return GC;
      case THROTTLED:
        return THROTTLED;
      case SWAP:
        return SWAP;
      case STARVED:
        return STARVED;
      default:
        return STOPPED;
    }
  }
}
