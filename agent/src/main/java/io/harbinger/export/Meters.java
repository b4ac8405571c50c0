package io.harbinger.export;

/** Every metric, once: name, unit, shape and meaning; the names are public and stable. */
enum Meters {
  REQUEST_DURATION(
      "http.server.request.duration", "s", Shape.DISTRIBUTION, "Duration of HTTP server requests"),
  ACTIVE_REQUESTS(
      "http.server.active_requests", "{request}", Shape.LEVEL, "HTTP server requests in flight"),
  DB_DURATION(
      "db.client.operation.duration", "s", Shape.DISTRIBUTION, "Duration of database operations"),
  POOL_COUNT(
      "db.client.connection.count", "{connection}", Shape.LEVEL, "Connections by their state"),
  POOL_MAX("db.client.connection.max", "{connection}", Shape.LEVEL, "Most connections allowed"),
  POOL_IDLE_MIN(
      "db.client.connection.idle.min", "{connection}", Shape.LEVEL, "Fewest idle connections kept"),
  POOL_PENDING(
      "db.client.connection.pending_requests",
      "{request}",
      Shape.LEVEL,
      "Threads that wait for a connection"),
  POOL_TIMEOUTS(
      "db.client.connection.timeouts",
      "{timeout}",
      Shape.COUNT,
      "Waits for a connection that ended without one"),
  POOL_WAIT_TIME(
      "db.client.connection.wait_time",
      "s",
      Shape.DISTRIBUTION,
      "How long it took to get a connection"),
  POOL_CREATE_TIME(
      "db.client.connection.create_time",
      "s",
      Shape.DISTRIBUTION,
      "How long it took to open a connection"),
  POOL_USE_TIME(
      "db.client.connection.use_time",
      "s",
      Shape.DISTRIBUTION,
      "How long a connection was kept by who borrowed it"),

  JVM_MEMORY_USED("jvm.memory.used", "By", Shape.LEVEL, "Memory used"),
  JVM_MEMORY_COMMITTED("jvm.memory.committed", "By", Shape.LEVEL, "Memory committed"),
  JVM_MEMORY_LIMIT("jvm.memory.limit", "By", Shape.LEVEL, "Most memory obtainable"),
  JVM_MEMORY_AFTER_GC(
      "jvm.memory.used_after_last_gc", "By", Shape.LEVEL, "Memory used after the last collection"),
  JVM_GC_DURATION("jvm.gc.duration", "s", Shape.DISTRIBUTION, "Duration of collections"),
  JVM_THREADS("jvm.thread.count", "{thread}", Shape.LEVEL, "Platform threads"),
  JVM_CLASSES_LOADED("jvm.class.loaded", "{class}", Shape.COUNT, "Classes loaded since the start"),
  JVM_CLASSES_UNLOADED(
      "jvm.class.unloaded", "{class}", Shape.COUNT, "Classes unloaded since the start"),
  JVM_CLASSES("jvm.class.count", "{class}", Shape.LEVEL, "Classes loaded now"),
  JVM_CPU_TIME("jvm.cpu.time", "s", Shape.COUNT, "CPU time of the process"),
  JVM_CPU_COUNT("jvm.cpu.count", "{cpu}", Shape.LEVEL, "Processors available to the process"),
  JVM_CPU_RECENT(
      "jvm.cpu.recent_utilization", "1", Shape.GAUGE, "Recent CPU utilization of the process"),

  REQUESTS("harbinger.requests", "{request}", Shape.COUNT, "Requests by verdict and outcome"),
  THREADS_ACTIVE(
      "harbinger.thread_pool.active", "{thread}", Shape.LEVEL, "Threads of a pool that work"),
  THREADS_MAX("harbinger.thread_pool.max", "{thread}", Shape.LEVEL, "Most threads of a pool"),
  THREADS_QUEUE(
      "harbinger.thread_pool.queue.size", "{task}", Shape.LEVEL, "Tasks that wait for a thread"),
  THREADS_WAIT(
      "harbinger.thread_pool.queue.wait", "s", Shape.DISTRIBUTION, "Wait of a task for a thread"),
  CONDITION("harbinger.condition", "1", Shape.GAUGE, "1 while the condition holds, else 0"),
  TIME_LEFT(
      "harbinger.time_to_exhaustion",
      "s",
      Shape.GAUGE,
      "Time until the limit at the present slope"),
  STALL("harbinger.stall.duration", "s", Shape.DISTRIBUTION, "How long the whole JVM stood still"),
  THROTTLED(
      "harbinger.cpu.throttled", "s", Shape.COUNT, "Time in which the container was throttled"),
  BACKLOG_SIZE(
      "harbinger.backlog.size", "{connection}", Shape.LEVEL, "Connections not yet accepted"),
  BACKLOG_LIMIT(
      "harbinger.backlog.limit", "{connection}", Shape.LEVEL, "Most connections not yet accepted"),
  BACKLOG_DROPS(
      "harbinger.backlog.drops",
      "{connection}",
      Shape.COUNT,
      "Connections dropped before they were accepted"),
  SELF_CPU("harbinger.self.cpu", "s", Shape.COUNT, "CPU time of Harbinger's own threads"),
  SELF_ALLOCATED(
      "harbinger.self.allocated", "By", Shape.COUNT, "Bytes allocated by Harbinger's own threads"),
  SELF_KEPT("harbinger.self.kept", "{request}", Shape.COUNT, "Requests kept as traces"),
  SELF_FORGOTTEN(
      "harbinger.self.forgotten", "{request}", Shape.COUNT, "Healthy requests that were counted"),
  SELF_DROPPED("harbinger.self.dropped", "{item}", Shape.COUNT, "Items dropped or not delivered"),
  SELF_THINNED(
      "harbinger.self.thinned",
      "{look}",
      Shape.COUNT,
      "Looks and diagnoses left out because of what they cost"),
  SELF_ERRORS("harbinger.self.errors", "{error}", Shape.COUNT, "Harbinger's own exceptions");

  enum Shape {
    /** Only grows. */
    COUNT,
    /** Goes up and down, and adds up over processes. */
    LEVEL,
    /** Does not add up. */
    GAUGE,
    DISTRIBUTION
  }

  final String label;
  final String unit;
  final Shape shape;
  final String meaning;

  Meters(String label, String unit, Shape shape, String meaning) {
    this.label = label;
    this.unit = unit;
    this.shape = shape;
    this.meaning = meaning;
  }
}
