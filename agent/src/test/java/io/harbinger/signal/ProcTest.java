package io.harbinger.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcTest {
  @TempDir Path root;
  private RecordedHost host;
  private Reading reading;

  @BeforeEach
  void start() {
    host = new RecordedHost(root);
    reading = new Reading(0);
  }

  @Test
  void countsTheHostsBusyAndStolenTicks() {
    host.file("/proc/stat", "cpu  100 5 45 800 50 0 0 20 0 0\ncpu0 1 2 3 4\n");

    new HostCpu(host.proc()).read(reading);

    assertThat(reading.hostAllTicks).isEqualTo(1020);
    assertThat(reading.hostBusyTicks).isEqualTo(170);
    assertThat(reading.stealTicks).isEqualTo(20);
  }

  @Test
  void countsOnlyTheProcessorsThatThisProcessMayRunOn() {
    host.file("/proc/self/status", "Name:\tjava\nCpus_allowed_list:\t1,3-4\n")
        .file(
            "/proc/stat",
            "cpu  1000 0 0 1000 0 0 0 0\ncpu0 900 0 0 100 0 0 0 0\ncpu1 10 0 0 90 0 0 0 1\n"
                + "cpu3 20 0 0 80 0 0 0 2\ncpu4 30 0 0 70 0 0 0 3\ncpu10 9 9 9 9 9 9 9 9\n");

    new HostCpu(host.proc()).read(reading);

    assertThat(reading.hostAllTicks).isEqualTo(306);
    assertThat(reading.hostBusyTicks).isEqualTo(66);
    assertThat(reading.stealTicks).isEqualTo(6);
  }

  @Test
  void addsUpHowLongThreadsWaitedForAProcessorWhileProcessorsAreBusy() {
    host.file("/proc/self/task/7/schedstat", "100 2000 3\n")
        .file("/proc/self/task/8/schedstat", "100 500 3\n");
    RunDelay delay = new RunDelay(host.proc());
    double[] known = new double[3];
    for (int i = 0; i < known.length; i++) {
      Reading next = new Reading(i);
      next.hostAllTicks = 100 * i;
      next.hostBusyTicks = i == 1 ? 10 : 100 * i;
      delay.read(next);
      known[i] = next.runDelayNanos;
    }

    assertThat(known).containsExactly(-1, -1, 2500);
  }

  @Test
  void readsSwapThreadsAndMajorFaultsOfAProcessWithABracketInItsName() {
    host.file("/proc/self/status", "Name:\tjava\nVmSwap:\t    2048 kB\nThreads:\t37\n")
        .file("/proc/self/stat", "77 (my (java) app) S 1 77 77 0 -1 4194304 9000 0 123 0 5 6 0 0");

    new ProcSelf(host.proc()).read(reading);

    assertThat(reading.swapBytes).isEqualTo(2048 * 1024);
    assertThat(reading.threads).isEqualTo(37);
    assertThat(reading.majorFaults).isEqualTo(123);
  }

  @Test
  void readsPressureWhereTheKernelOffersIt() {
    host.file(
        "/proc/pressure/cpu",
        "some avg10=0.00 avg60=0.02 avg300=0.05 total=135690309\nfull avg10=0\n");

    new Pressure(host.proc()).read(reading);

    assertThat(reading.cpuPressureMicros).isEqualTo(135690309);
    assertThat(reading.memoryPressureMicros).isEqualTo(-1);
  }
}
