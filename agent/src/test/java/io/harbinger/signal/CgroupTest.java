package io.harbinger.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CgroupTest {
  private static final String V1 =
      "26 25 0:23 / /sys/fs/cgroup/cpu rw,nosuid shared:7 - cgroup cgroup rw,cpu\n"
          + "30 25 0:27 / /sys/fs/cgroup/memory rw,nosuid shared:9 - cgroup cgroup rw,memory\n";
  private static final String V2 =
      "30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate\n";

  @TempDir Path root;
  private RecordedHost host;
  private Reading reading;

  @BeforeEach
  void start() {
    host = new RecordedHost(root);
    reading = new Reading(0);
  }

  @Test
  void readsQuotaAndThrottlingOfVersion1() {
    host.file("/proc/self/cgroup", "4:memory:/\n3:cpu:/web/shop\n0::/\n")
        .file("/proc/self/mountinfo", V1)
        .file("/sys/fs/cgroup/cpu/web/shop/cpu.cfs_quota_us", "20000\n")
        .file("/sys/fs/cgroup/cpu/web/shop/cpu.cfs_period_us", "100000\n")
        .file(
            "/sys/fs/cgroup/cpu/web/shop/cpu.stat",
            "nr_periods 500\nnr_throttled 450\nthrottled_time 36000000000\n");

    new CgroupCpu(host.proc()).read(reading);

    assertThat(reading.cpuQuota).isEqualTo(0.2);
    assertThat(reading.periods).isEqualTo(500);
    assertThat(reading.throttledPeriods).isEqualTo(450);
    assertThat(reading.throttledNanos).isEqualTo(36e9);
  }

  @Test
  void readsQuotaAndThrottlingOfVersion2InMicroseconds() {
    host.file("/proc/self/cgroup", "0::/shop.slice\n")
        .file("/proc/self/mountinfo", V2)
        .file("/sys/fs/cgroup/shop.slice/cpu.max", "150000 100000\n")
        .file(
            "/sys/fs/cgroup/shop.slice/cpu.stat",
            "usage_usec 99\nnr_periods 10\nnr_throttled 3\nthrottled_usec 2500\n");

    new CgroupCpu(host.proc()).read(reading);

    assertThat(reading.cpuQuota).isEqualTo(1.5);
    assertThat(reading.throttledNanos).isEqualTo(2_500_000);
  }

  @Test
  void takesTheTightestQuotaOfTheAncestors() {
    host.file("/proc/self/cgroup", "0::/a/b\n")
        .file("/proc/self/mountinfo", V2)
        .file("/sys/fs/cgroup/a/b/cpu.max", "400000 100000\n")
        .file("/sys/fs/cgroup/a/cpu.max", "100000 100000\n");

    new CgroupCpu(host.proc()).read(reading);

    assertThat(reading.cpuQuota).isEqualTo(1);
  }

  @Test
  void seesItsOwnGroupAsTheRootOfTheMountInsideAContainer() {
    host.file("/proc/self/cgroup", "0::/\n")
        .file("/proc/self/mountinfo", V2)
        .file("/sys/fs/cgroup/cpu.max", "50000 100000\n");

    new CgroupCpu(host.proc()).read(reading);

    assertThat(reading.cpuQuota).isEqualTo(0.5);
  }

  @Test
  void findsNoQuotaWhereThereIsNone() {
    host.file("/proc/self/cgroup", "3:cpu:/\n")
        .file("/proc/self/mountinfo", V1)
        .file("/sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1\n")
        .file("/sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n")
        .file("/sys/fs/cgroup/cpu/cpu.stat", "nr_periods 7\nnr_throttled 5\nthrottled_time 9\n");

    new CgroupCpu(host.proc()).read(reading);

    assertThat(reading.cpuQuota).isEqualTo(-1);
    assertThat(reading.throttledNanos).as("for when one is set").isEqualTo(9);
  }

  @Test
  void leavesDroppableFilePagesOutOfTheMemory() {
    host.file("/proc/self/cgroup", "0::/shop\n")
        .file("/proc/self/mountinfo", V2)
        .file("/sys/fs/cgroup/shop/memory.max", "1000000\n")
        .file("/sys/fs/cgroup/shop/memory.current", "900000\n")
        .file("/sys/fs/cgroup/shop/memory.stat", "anon 5\ninactive_file 300000\n");

    new CgroupMemory(host.proc()).read(reading);

    assertThat(reading.containerMemoryLimitBytes).isEqualTo(1_000_000);
    assertThat(reading.containerMemoryBytes).isEqualTo(600_000);
  }

  @Test
  void followsTheProcessIntoAnotherGroup() {
    host.file("/proc/self/cgroup", "0::/shop\n")
        .file("/proc/self/mountinfo", V2)
        .file("/sys/fs/cgroup/shop/cpu.max", "20000 100000\n")
        .file("/sys/fs/cgroup/till/cpu.max", "50000 100000\n");
    CgroupCpu cpu = new CgroupCpu(host.proc());
    cpu.read(reading);
    host.file("/proc/self/cgroup", "0::/till\n");

    Reading moved = new Reading(0);
    cpu.read(moved);

    assertThat(reading.cpuQuota).isEqualTo(0.2);
    assertThat(moved.cpuQuota).isEqualTo(0.5);
  }

  @Test
  void knowsNothingWithoutControlGroups() {
    new CgroupCpu(host.proc()).read(reading);
    new CgroupMemory(host.proc()).read(reading);

    assertThat(reading.cpuQuota).isEqualTo(-1);
    assertThat(reading.containerMemoryLimitBytes).isEqualTo(-1);
  }
}
