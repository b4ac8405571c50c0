package io.harbinger.bridge;

/** What a stretch of a request's time was spent on; {@link #label} is its public name. */
public enum Kind {
  POOL_WAIT("pool_wait"),
  DB("db"),
  DB_FETCH("db_fetch"),
  CALL("call"),
  DNS("dns"),
  WORKER_QUEUE("worker_queue"),
  TASK_QUEUE("task_queue"),
  LOCK("lock"),
  GC("gc"),
  STALL("stall"),
  CPU("cpu"),
  WRITE("write"),
  OTHER("other");

  public final String label;

  Kind(String label) {
    this.label = label;
  }
}
