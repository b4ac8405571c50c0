package io.harbinger.blackbox;

import io.harbinger.cause.Confidence;
import io.harbinger.cause.Finding;
import io.harbinger.signal.OomKills;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Why a process ended, the first of these that its evidence allows.
 *
 * <pre>
 *   crash log of its pid, written since its start                      process.crashed    certain
 *   an orderly stop had begun                                          lifecycle.shutdown certain
 *   same boot, its memory group is the same and counted more kills
 *     since its last second, and it was or had been near the limit     process.oom_killed certain
 *     … not near the limit, or an ancestor counted                     process.oom_killed probable
 *   same boot, the host counted more kills, and the process or the
 *     host was near its limit                                          process.oom_killed probable
 *   the heap was full and -XX:+ExitOnOutOfMemoryError is set           overload.heap_exhausted
 *   another boot                                                       process.killed, the host's
 *   none of these                                                      process.killed     probable
 * </pre>
 *
 * <p>SIGKILL leaves no trace of its own, and Runtime.halt looks the same: so {@code process.killed}
 * is never certain.
 */
final class Inquest {
  static final String OOM_KILLED = "process.oom_killed";
  static final String CRASHED = "process.crashed";
  static final String KILLED = "process.killed";
  static final String SHUTDOWN = "lifecycle.shutdown";
  static final String HEAP = "overload.heap_exhausted";

  private static final long LONGEST_CRASH = 30_000_000_000L;
  private static final double NEAR = 0.8;
  private static final double PEAK = 0.98;
  private static final double HOST_EMPTY = 0.1;
  private static final double HEAP_FULL = 0.9;

  final Kernel kernel;
  private final OomKills kills;

  Inquest(Kernel kernel, OomKills kills) {
    this.kernel = kernel;
    this.kills = kills;
  }

  Finding of(Wreck wreck) {
    CrashLog crash = CrashLog.of(wreck.owner);
    if (crash != null) {
      return crashed(crash);
    }
    if (wreck.stopBegunNanos != 0) {
      return stopped(wreck);
    }
    boolean sameBoot = wreck.owner.bootId.equals(kernel.bootId());
    Finding oom = sameBoot ? oomKilled(wreck) : null;
    if (oom != null) {
      return oom;
    }
    double heap = wreck.vitals.decimal("heap_after_gc") / wreck.vitals.decimal("heap_max");
    if (wreck.owner.exitsWhenHeapIsFull && heap >= HEAP_FULL) {
      return finding(
          HEAP,
          Confidence.PROBABLE,
          "ExitOnOutOfMemoryError",
          "Find what the heap is full of (-XX:+HeapDumpOnOutOfMemoryError), or raise -Xmx.",
          "After its last collection the heap was " + percent(heap) + " full.",
          "-XX:+ExitOnOutOfMemoryError ends the process without its shutdown hooks.");
    }
    return sameBoot ? killed(wreck) : rebooted(wreck);
  }

  /**
   * When its connections ended, in nanoseconds since 1970: a JVM that crashes writes its log first,
   * for a second or more where processors are scarce.
   */
  long goneEpochNanos(Wreck wreck) {
    CrashLog crash = CrashLog.of(wreck.owner);
    long written = crash == null ? 0 : crash.file.lastModified() * 1_000_000L;
    long after = written - wreck.heartbeatNanos;
    // a log that was touched later tells nothing
    return after > 0 && after <= LONGEST_CRASH ? written : wreck.heartbeatNanos;
  }

  private static Finding crashed(CrashLog crash) {
    return finding(
        CRASHED,
        Confidence.CERTAIN,
        crash.frame == null ? crash.signal : crash.frame,
        "Read " + crash.file + "; update the JDK, or the native library of the problematic frame.",
        crash.summary() + ".",
        "The JVM wrote " + crash.file + " when it crashed.");
  }

  private static Finding stopped(Wreck wreck) {
    double seconds = (wreck.heartbeatNanos - wreck.stopBegunNanos) / 1e9;
    String after =
        wreck.stopEndedNanos == 0
            ? "The stop did not end: its last sign of life came " + seconds(seconds) + " later."
            : "The stop took "
                + seconds((wreck.stopEndedNanos - wreck.stopBegunNanos) / 1e9)
                + " with "
                + wreck.requests.size()
                + " requests still in flight.";
    return finding(
        SHUTDOWN,
        Confidence.CERTAIN,
        wreck.stopReason,
        "Let requests end first: server.shutdown=graceful or the container's own, readiness off and"
            + " a pause of 5 to 15 s before the stop, a grace period longer than both.",
        "An orderly stop had begun (" + wreck.stopReason + ").",
        after);
  }

  private Finding oomKilled(Wreck wreck) {
    Lines vitals = wreck.vitals;
    double used = vitals.decimal("memory") / vitals.decimal("memory_limit");
    boolean limited = vitals.whole("memory_limit") > 0;
    for (int i = 0; !vitals.text("group" + i).isEmpty(); i++) {
      String[] group = vitals.text("group" + i).split(" ", 3);
      long before = Long.parseLong(group[0]);
      boolean same = group.length == 3 && kills.inode(group[2]) == Long.parseLong(group[1]);
      long now = same ? kills.ofGroup(group[2]) : -1;
      if (now > before) {
        long peak = kills.peakBytes(group[2]);
        boolean hadPeak = limited && peak >= PEAK * vitals.decimal("memory_limit");
        boolean near = limited && used >= NEAR || hadPeak;
        return oomKilled(
            wreck,
            i == 0 && near ? Confidence.CERTAIN : Confidence.PROBABLE,
            "its memory group",
            "The out-of-memory killer struck "
                + (now - before)
                + " times in its memory group since its last second (counter "
                + before
                + ", now "
                + now
                + ").");
      }
    }
    long host = kills.ofHost();
    long hostBefore = vitals.whole("host_kills");
    double available = vitals.decimal("host_available");
    boolean hostEmpty = available >= 0 && available < HOST_EMPTY;
    boolean grew = hostBefore >= 0 && host > hostBefore;
    return grew && (limited && used >= NEAR || hostEmpty)
        ? oomKilled(
            wreck,
            Confidence.PROBABLE,
            "the host's memory",
            "The out-of-memory killer struck "
                + (host - hostBefore)
                + " times on this host since its last second; its own group is not to be seen any"
                + " more.")
        : null;
  }

  /**
   * @param scarce what was short where no limit of the process's own was known
   */
  private static Finding oomKilled(
      Wreck wreck, Confidence confidence, String scarce, String proof) {
    Lines vitals = wreck.vitals;
    long limit = vitals.whole("memory_limit");
    return finding(
        OOM_KILLED,
        confidence,
        limit > 0 ? "limit " + mebibytes(limit) : scarce,
        "Heap and everything beside it must fit: lower MaxRAMPercentage or raise the limit; bound"
            + " what is off the heap (MaxDirectMemorySize, threads, MALLOC_ARENA_MAX=2).",
        proof,
        limit > 0
            ? "In its last second it used "
                + mebibytes(vitals.whole("memory"))
                + " of "
                + mebibytes(limit)
                + "."
            : percent(vitals.decimal("host_available")) + " of the host's memory was available.",
        heap(vitals));
  }

  private static Finding killed(Wreck wreck) {
    return finding(
        KILLED,
        Confidence.PROBABLE,
        null,
        "Find who sends SIGKILL: a liveness probe, a stop that outlived its grace period, an"
            + " operator; or Runtime.halt in the application.",
        "It ended without an orderly stop, a crash log, or a kill by the out-of-memory killer.",
        heap(wreck.vitals));
  }

  private static Finding rebooted(Wreck wreck) {
    return finding(
        KILLED,
        Confidence.PROBABLE,
        "the host was started anew",
        "Drain the host before it is restarted.",
        "The host was started anew since its last sign of life, and no orderly stop had begun.",
        heap(wreck.vitals));
  }

  private static String heap(Lines vitals) {
    long used = vitals.whole("heap_used");
    return used < 0
        ? null
        : "Its heap held "
            + mebibytes(used)
            + " of "
            + mebibytes(vitals.whole("heap_max"))
            + ", "
            + mebibytes(vitals.whole("heap_after_gc"))
            + " after the last collection.";
  }

  static Finding finding(
      String cause, Confidence confidence, String detail, String remedy, String... evidence) {
    List<String> sentences = new ArrayList<>(Arrays.asList(evidence));
    sentences.removeIf(sentence -> sentence == null);
    return new Finding(cause, 1, confidence, 1, detail, null, null, sentences, remedy);
  }

  static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.1f s", Math.max(0, seconds));
  }

  private static String percent(double share) {
    return Math.round(100 * share) + " %";
  }

  private static String mebibytes(long bytes) {
    return (bytes >> 20) + " MiB";
  }
}
