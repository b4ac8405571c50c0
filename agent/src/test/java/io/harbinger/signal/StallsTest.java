package io.harbinger.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StallsTest {
  private static final long MS = 1_000_000L;

  @TempDir Path root;
  private final StallLog log = new StallLog();

  @Test
  void explainsALateWakeUpByTheCollectionInsideIt() {
    log.add(new Stall(Stall.Reason.GC, 100 * MS, 900 * MS, "Full GC"));
    log.add(new Stall(Stall.Reason.UNEXPLAINED, 98 * MS, 903 * MS, "late"));

    List<Stall> stalls = log.between(0, 1000 * MS);

    assertThat(stalls).hasSize(1);
    assertThat(stalls.get(0).reason).isEqualTo(Stall.Reason.GC);
  }

  @Test
  void keepsWhatTheCollectionLeavesOver() {
    log.add(new Stall(Stall.Reason.GC, 300 * MS, 400 * MS, "young"));
    log.add(new Stall(Stall.Reason.THROTTLED, 100 * MS, 600 * MS, "quota"));

    List<Stall> stalls = log.between(0, 1000 * MS);

    assertThat(stalls)
        .extracting(s -> s.reason)
        .containsExactly(Stall.Reason.THROTTLED, Stall.Reason.GC, Stall.Reason.THROTTLED);
    assertThat(stalls.stream().mapToLong(s -> s.endNanos - s.startNanos).sum()).isEqualTo(500 * MS);
  }

  @Test
  void blamesTheWantOfAProcessorForACollectionThatGotNone() {
    log.add(new Stall(Stall.Reason.GC, 100 * MS, 900 * MS, "young"));
    log.add(new Stall(Stall.Reason.STARVED, 90 * MS, 1_000 * MS, "host 100 % busy", true));

    assertThat(log.between(0, 2_000 * MS))
        .singleElement()
        .satisfies(only -> assertThat(only.reason).isEqualTo(Stall.Reason.STARVED));
  }

  @Test
  void readsFromTheKernelWhoWasReadyWithoutAProcessor() throws Exception {
    RecordedHost host = new RecordedHost(root);
    Files.createDirectories(root.resolve("proc"));
    Files.createSymbolicLink(root.resolve("proc/thread-self"), Path.of("7/task/9"));
    host.file("/proc/self/task/9/schedstat", "50 0 3\n")
        .file("/proc/self/task/8/comm", "VM Thread\n")
        .file("/proc/self/task/8/schedstat", "50 100000000 3\n");
    StallReason reason = new StallReason(host.proc(), () -> 0);
    reason.watchedByMe();
    reason.remember(new Reading(0));

    host.file("/proc/self/task/8/schedstat", "60 900000000 5\n");
    assertThat(reason.explain(0, 1_000 * MS, -1).reason).isEqualTo(Stall.Reason.STARVED);
    host.file("/proc/self/task/8/schedstat", "70 1000000000 7\n");
    assertThat(reason.explain(2_000 * MS, 3_000 * MS, -1).reason)
        .isEqualTo(Stall.Reason.UNEXPLAINED);
  }

  @Test
  void tellsAProcessThatCrawlsOnABusyHostFromOneThatWasStopped() throws Exception {
    RecordedHost host = new RecordedHost(root);
    Files.createDirectories(root.resolve("proc"));
    Files.createSymbolicLink(root.resolve("proc/thread-self"), Path.of("7/task/9"));
    host.file("/proc/self/task/9/schedstat", "50 0 3\n");
    StallReason reason = new StallReason(host.proc(), () -> MS);
    reason.watchedByMe();
    Reading before = new Reading(0);
    before.hostBusyTicks = 0;
    before.hostAllTicks = 0;
    reason.remember(before);

    host.file("/proc/stat", "cpu  99 0 0 1 0 0 0 0 0 0\n");
    assertThat(reason.explain(0, 1_000 * MS, 80 * MS).reason).isEqualTo(Stall.Reason.STARVED);
    assertThat(reason.explain(0, 1_000 * MS, 0).reason).isEqualTo(Stall.Reason.UNEXPLAINED);
    assertThat(reason.explain(0, 1_000 * MS, 900 * MS).reason).isEqualTo(Stall.Reason.UNEXPLAINED);
    host.file("/proc/stat", "cpu  150 0 0 100 0 0 0 0 0 0\n");
    assertThat(reason.explain(0, 1_000 * MS, 80 * MS).reason).isEqualTo(Stall.Reason.UNEXPLAINED);
  }

  @Test
  void neverAnswersOverlappingStalls() {
    log.add(new Stall(Stall.Reason.GC, 0, 100 * MS, "a"));
    log.add(new Stall(Stall.Reason.GC, 50 * MS, 150 * MS, "b"));
    log.add(new Stall(Stall.Reason.STARVED, 120 * MS, 260 * MS, "c"));

    long end = Long.MIN_VALUE;
    for (Stall stall : log.between(0, 1000 * MS)) {
      assertThat(stall.startNanos).isGreaterThanOrEqualTo(end);
      end = stall.endNanos;
    }
    assertThat(end).isEqualTo(260 * MS);
  }

  @Test
  void notesOnlyALongDelayAsAStall() {
    Hiccups hiccups =
        new Hiccups(log, new StallReason(new ProcFile(root.toFile()), () -> 0), () -> 0, () -> -1);

    hiccups.woken(0, Hiccups.SLEEP + 10 * MS);
    assertThat(log.between(0, 1000 * MS)).isEmpty();

    hiccups.woken(100 * MS, 100 * MS + Hiccups.SLEEP + 300 * MS);
    assertThat(log.between(0, 1000 * MS))
        .singleElement()
        .satisfies(s -> assertThat(s.endNanos - s.startNanos).isEqualTo(300 * MS));
  }

  @Test
  void blamesTheQuotaWhenTheContainerWasThrottledMeanwhile() {
    RecordedHost host = new RecordedHost(root);
    host.file("/proc/self/cgroup", "0::/\n")
        .file("/proc/self/mountinfo", "30 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n")
        .file("/sys/fs/cgroup/cpu.max", "20000 100000\n")
        .file("/sys/fs/cgroup/cpu.stat", "nr_periods 1\nnr_throttled 1\nthrottled_usec 0\n");
    StallReason reason = new StallReason(host.proc(), () -> 0);
    Reading before = new Reading(0);
    new CgroupCpu(host.proc()).read(before);
    reason.remember(before);
    host.file("/sys/fs/cgroup/cpu.stat", "nr_periods 2\nnr_throttled 2\nthrottled_usec 80000\n");

    Stall stall = reason.explain(10 * MS, 90 * MS, -1);

    assertThat(stall.reason).isEqualTo(Stall.Reason.THROTTLED);
    assertThat(stall.detail).contains("0.2 processors");
  }

  @Test
  void countsTheSleepBetweenTwoStopsByTheQuota() {
    RecordedHost host = new RecordedHost(root);
    host.file("/proc/self/cgroup", "0::/\n")
        .file("/proc/self/mountinfo", "30 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n")
        .file("/sys/fs/cgroup/cpu.max", "5000 100000\n");
    StallLog log = new StallLog();
    Hiccups hiccups = new Hiccups(log, new StallReason(host.proc(), () -> 0), () -> 0, () -> -1);
    for (int period = 0; period < 4; period++) {
      String stat = "nr_periods 9\nnr_throttled 9\nthrottled_usec " + period * 80_000 + "\n";
      host.file("/sys/fs/cgroup/cpu.stat", stat);
      hiccups.woken(period * 100 * MS, (period + 1) * 100 * MS);
    }

    List<Stall> stalls = log.between(0, 400 * MS);

    assertThat(stalls).filteredOn(one -> one.reason == Stall.Reason.THROTTLED).hasSize(3);
    assertThat(stalls.get(3).endNanos - stalls.get(2).startNanos).isEqualTo(200 * MS);
  }

  @Test
  void countsFromAReadingThatWasCompleteBeforeTheStall() {
    StallReason reason = new StallReason(new ProcFile(root.toFile()), () -> 0);
    Reading before = new Reading(0);
    before.majorFaults = 10;
    reason.remember(before);
    Reading stopped = new Reading(5 * MS);
    stopped.majorFaults = 100;
    stopped.doneNanos = 600 * MS;
    reason.remember(stopped);
    RecordedHost host = new RecordedHost(root);
    host.file("/proc/self/status", "VmSwap: 0 kB\nThreads: 1\n")
        .file("/proc/self/stat", "1 (java) S 1 1 1 0 -1 0 0 0 100 0\n");

    assertThat(reason.explain(10 * MS, 600 * MS, -1).reason).isEqualTo(Stall.Reason.SWAP);
  }

  @Test
  void doesNotGuessWhenNothingGrew() {
    StallReason reason = new StallReason(new ProcFile(root.toFile()), () -> 0);
    reason.remember(new Reading(0));

    assertThat(reason.explain(0, 500 * MS, -1).reason).isEqualTo(Stall.Reason.UNEXPLAINED);
  }

  @Test
  void leavesConcurrentCyclesOutOfThePauses() {
    assertThat(GcPauses.stops("G1 Young Generation")).isTrue();
    assertThat(GcPauses.stops("ZGC Pauses")).isTrue();
    assertThat(GcPauses.stops("ZGC Major Cycles")).isFalse();
    assertThat(GcPauses.stops("ConcurrentMarkSweep")).isFalse();
    assertThat(GcPauses.stops("G1 Concurrent GC")).isFalse();
  }
}
