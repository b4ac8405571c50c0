package io.harbinger.blackbox;

/** Whose file it is: written once, at its start. */
final class Owner {
  final String service;
  final String instance;
  final String version;
  final long pid;
  final long startTicks;
  final String pidNamespace;
  final String bootId;
  final long startEpochMillis;

  /** Where a crash log may lie. */
  final String workingFolder;

  /** As {@code -XX:ErrorFile} has it; may be empty. */
  final String errorFile;

  /** {@code -XX:+ExitOnOutOfMemoryError}. */
  final boolean exitsWhenHeapIsFull;

  Owner(Lines lines) {
    service = lines.text("service");
    instance = lines.text("instance");
    version = lines.text("version");
    pid = lines.whole("pid");
    startTicks = lines.whole("start_ticks");
    pidNamespace = lines.text("pid_namespace");
    bootId = lines.text("boot");
    startEpochMillis = lines.whole("started_ms");
    workingFolder = lines.text("folder");
    errorFile = lines.text("error_file");
    exitsWhenHeapIsFull = lines.text("exits_on_oome").equals("true");
  }

  Lines lines() {
    return new Lines()
        .put("service", service)
        .put("instance", instance)
        .put("version", version)
        .put("pid", pid)
        .put("start_ticks", startTicks)
        .put("pid_namespace", pidNamespace)
        .put("boot", bootId)
        .put("started_ms", startEpochMillis)
        .put("exits_on_oome", exitsWhenHeapIsFull)
        .put("folder", workingFolder)
        .put("error_file", errorFile);
  }

  /** Seen from here it still runs; false also where that cannot be known. */
  boolean runs(Kernel kernel) {
    return startTicks > 0
        && bootId.equals(kernel.bootId())
        && pidNamespace.equals(kernel.pidNamespace())
        && kernel.startTicks(pid) == startTicks;
  }
}
