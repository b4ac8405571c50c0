package io.harbinger.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OomKillsTest {
  private static final String V1 =
      "30 25 0:27 / /sys/fs/cgroup/memory rw,nosuid shared:9 - cgroup cgroup rw,memory\n";
  private static final String V2 =
      "30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate\n";

  @TempDir Path root;
  private RecordedHost host;
  private OomKills kills;

  @BeforeEach
  void start() {
    host = new RecordedHost(root);
    kills = new OomKills(root.toFile());
  }

  @Test
  void countsInTheGroupAndItsAncestorsOfVersion2() {
    host.file("/proc/self/cgroup", "0::/web/shop\n")
        .file("/proc/self/mountinfo", V2)
        .file("/sys/fs/cgroup/web/shop/memory.events", "low 0\noom 4\noom_kill 3\n")
        .file("/sys/fs/cgroup/web/memory.events", "oom_kill 5\noom_group_kill 0\n")
        .file("/sys/fs/cgroup/web/shop/memory.peak", "123456\n")
        .file("/sys/fs/cgroup/cgroup.procs", "1\n");
    assertThat(kills.folders()).containsExactly("/sys/fs/cgroup/web/shop", "/sys/fs/cgroup/web");
    assertThat(kills.ofGroup("/sys/fs/cgroup/web/shop")).isEqualTo(3);
    assertThat(kills.ofGroup("/sys/fs/cgroup/web")).isEqualTo(5);
    assertThat(kills.peakBytes("/sys/fs/cgroup/web/shop")).isEqualTo(123_456);
  }

  @Test
  void countsInTheGroupAloneOfVersion1() {
    host.file("/proc/self/cgroup", "4:memory:/web/shop\n")
        .file("/proc/self/mountinfo", V1)
        .file(
            "/sys/fs/cgroup/memory/web/shop/memory.oom_control",
            "oom_kill_disable 0\nunder_oom 0\noom_kill 2\n")
        .file("/sys/fs/cgroup/memory/web/shop/memory.max_usage_in_bytes", "99\n")
        .file("/sys/fs/cgroup/memory/web/memory.oom_control", "oom_kill 8\n");
    assertThat(kills.folders()).containsExactly("/sys/fs/cgroup/memory/web/shop");
    assertThat(kills.ofGroup("/sys/fs/cgroup/memory/web/shop")).isEqualTo(2);
    assertThat(kills.peakBytes("/sys/fs/cgroup/memory/web/shop")).isEqualTo(99);
  }

  @Test
  void readsTheHost() {
    host.file("/proc/vmstat", "nr_free_pages 1\noom_kill 12\n")
        .file("/proc/meminfo", "MemTotal: 1000 kB\nMemFree: 1 kB\nMemAvailable: 250 kB\n");
    assertThat(kills.ofHost()).isEqualTo(12);
    assertThat(kills.hostAvailable()).isEqualTo(0.25);
  }

  @Test
  void knowsNothingElsewhere() {
    assertThat(kills.folders()).isEmpty();
    assertThat(kills.ofGroup("/none")).isEqualTo(-1);
    assertThat(kills.inode("/none")).isEqualTo(-1);
    assertThat(kills.ofHost()).isEqualTo(-1);
    assertThat(kills.hostAvailable()).isEqualTo(-1);
  }
}
