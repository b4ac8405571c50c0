package io.harbinger.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorWaitsTest {
  private static final long MS = 1_000_000L;

  @TempDir Path root;
  private RecordedHost host;
  private final AtomicLong starved = new AtomicLong(50 * MS);
  private ProcessorWaits waits;

  @BeforeEach
  void start() throws Exception {
    host = new RecordedHost(root);
    Files.createDirectories(root.resolve("proc"));
    Files.createSymbolicLink(root.resolve("proc/thread-self"), Path.of("7/task/9"));
    waits = new ProcessorWaits(host.proc(), starved::get);
    delayed(100);
    waits.woken(1_000 * MS);
  }

  @Test
  void tellsForWhichShareOfHalfASecondItsThreadWaited() {
    assertThat(waits.last().share).isNegative();
    delayed(300);
    waits.woken(1_400 * MS);
    assertThat(waits.last().share).isNegative();
    waits.woken(1_500 * MS);
    assertThat(waits.last().share).isEqualTo(0.4);
    assertThat(waits.last().throttled()).isFalse();
    assertThat(waits.last().isRecent(2_400 * MS)).isTrue();
    assertThat(waits.last().isRecent(2_600 * MS)).isFalse();
  }

  @Test
  void tellsAtOnceThatTheWholeProcessStoodForWantOfOne() {
    starved.addAndGet(90 * MS);
    waits.woken(1_150 * MS);
    assertThat(waits.last().share).isNegative();
    starved.addAndGet(60 * MS);
    waits.woken(1_210 * MS);
    assertThat(waits.last().share).isEqualTo(0.3);
    starved.addAndGet(600 * MS);
    waits.woken(1_960 * MS);
    assertThat(waits.last().share).isEqualTo(0.8);
  }

  @Test
  void tellsTheQuotasShareApart() {
    group(10);
    waits.woken(1_500 * MS);
    group(400);
    delayed(500);
    waits.woken(2_000 * MS);
    assertThat(waits.last().share).isEqualTo(0.8);
    assertThat(waits.last().throttledShare).isEqualTo(0.78);
    assertThat(waits.last().throttled()).isTrue();
  }

  private void delayed(long millis) {
    host.file("/proc/self/task/9/schedstat", "50 " + millis * MS + " 3\n");
  }

  private void group(long throttledMillis) {
    host.file("/proc/self/cgroup", "0::/\n")
        .file("/proc/self/mountinfo", "30 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n")
        .file("/sys/fs/cgroup/cpu.max", "20000 100000\n")
        .file(
            "/sys/fs/cgroup/cpu.stat",
            "nr_periods 9\nnr_throttled 9\nthrottled_usec " + throttledMillis * 1_000 + "\n");
  }
}
