package com.example.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class HotSpotCountersTest {

  @Test
  void agreesWithTheBeansOfThisVeryProcess() throws IOException {
    HotSpotCounters counters = HotSpotCounters.of(ProcessHandle.current().pid());

    assertThat(counters.loadedClasses())
        .isBetween(
            (long) (ManagementFactory.getClassLoadingMXBean().getLoadedClassCount() * 0.9),
            (long) (ManagementFactory.getClassLoadingMXBean().getLoadedClassCount() * 1.1));
    assertThat(counters.liveThreads())
        .isBetween(2L, ManagementFactory.getThreadMXBean().getThreadCount() + 20L);
    assertThat(counters.metaspaceBytes()).isGreaterThan(1_000_000);
  }

  @Test
  void seesGarbageCollectionsAndWhatIsLeft() throws IOException {
    double before = HotSpotCounters.of(ProcessHandle.current().pid()).gcMillis();
    List<byte[]> kept = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      kept.add(new byte[1 << 20]);
    }
    System.gc();

    HotSpotCounters after = HotSpotCounters.of(ProcessHandle.current().pid());
    assertThat(after.gcMillis()).isGreaterThan(before);
    assertThat(after.heapBytes()).isGreaterThan(kept.size() * (1L << 20));
  }
}
