package io.harbinger.signal;

import java.util.Collections;
import java.util.List;

/**
 * Raw figures of one instant; -1 = not known.
 *
 * <p>Counters only grow and are turned into rates from two readings; levels stand for themselves.
 * Written by the signal thread, then published in {@link Signals}' ring and never changed.
 */
final class Reading {
  /** {@code nanoTime} when the reading began. */
  final long atNanos;

  /** … and when it was complete: the process may have been stopped in between. */
  long doneNanos;

  // counters
  double gcMillis = -1;
  long gcCount = -1;
  double processCpuNanos = -1;
  double hostBusyTicks = -1;
  double hostAllTicks = -1;
  double stealTicks = -1;
  double throttledNanos = -1;
  double throttledPeriods = -1;
  double periods = -1;
  double majorFaults = -1;
  double lateNanos = -1;
  double runDelayNanos = -1;

  /** Of the thread that notes stalls alone. */
  double watcherDelayNanos = -1;

  double cpuPressureMicros = -1;
  double memoryPressureMicros = -1;
  double backlogDrops = -1;
  double abortedConnections = -1;
  double compileMillis = -1;
  double classesLoaded = -1;

  // levels
  long heapMaxBytes = -1;
  long heapUsedBytes = -1;
  long heapAfterGcBytes = -1;

  /** Of the old generation; -1 where there is none with a bound of its own. */
  long oldMaxBytes = -1;

  long oldAfterGcBytes = -1;
  long containerMemoryBytes = -1;
  long containerMemoryLimitBytes = -1;
  long swapBytes = -1;
  double cpuQuota = -1;
  int hostProcessors = -1;
  long openDescriptors = -1;
  long maxDescriptors = -1;
  int threads = -1;
  long uptimeMillis = -1;
  List<AcceptQueue> acceptQueues = Collections.emptyList();

  Reading(long atNanos) {
    this.atNanos = atNanos;
    doneNanos = atNanos;
  }
}
