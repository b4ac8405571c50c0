package io.harbinger.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.harbinger.signal.Host;
import io.harbinger.signal.HostView;
import io.harbinger.signal.Stall;
import io.harbinger.signal.ThreadRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoProcessorTest {
  private static final long MS = 1_000_000L;

  @TempDir Path root;

  private final HostView view = new HostView();
  private ThreadRun watcher;
  private NoProcessor want;
  private long tickBegun;
  private long now = 10_000 * MS;

  @BeforeEach
  void watch() throws Exception {
    Files.createDirectories(root.resolve("proc/self/task/9"));
    Files.createSymbolicLink(root.resolve("proc/thread-self"), Path.of("7/task/9"));
    watcher = new ThreadRun(root.toFile());
    watcher.mine();
    want = new NoProcessor(watcher, () -> tickBegun, new Calm());
  }

  @Test
  void holdsWhereATickIsReadyAndDoesNotRun() throws Exception {
    tickBegun = now;
    assertThat(looks(24, "R", 0.05)).isFalse(); // 240 ms
    assertThat(looks(12, "R", 0.05)).isTrue();
    assertThat(want.share(tickBegun - 100 * MS)).isCloseTo(0.78, within(0.1));
  }

  @Test
  void doesNotHoldWhereATickWorks() throws Exception {
    tickBegun = now;
    assertThat(looks(200, "R", 0.9)).isFalse();
  }

  @Test
  void doesNotHoldWhereATickWaitsForSomethingElse() throws Exception {
    tickBegun = now;
    assertThat(looks(200, "S", 0.01)).isFalse();
  }

  @Test
  void doesNotHoldBetweenTicks() throws Exception {
    assertThat(looks(200, "R", 0.01)).isFalse();
  }

  @Test
  void lingersForTheNextTick() throws Exception {
    tickBegun = now;
    looks(50, "R", 0.05);
    tickBegun = 0;
    assertThat(looks(100, "S", 0)).isTrue();
    assertThat(looks(150, "S", 0)).isFalse();
  }

  @Test
  void tellsOthersWhoHaveTheProcessorsFromItself() throws Exception {
    view.cpuUsed = 0.3;
    view.cpuLimit = 2;
    assertThat(want.crowdedOut(now)).isFalse();
    tickBegun = now;
    looks(50, "R", 0.05);
    assertThat(want.crowdedOut(now)).isTrue();
    view.cpuUsed = 1.9;
    assertThat(want.crowdedOut(now)).isFalse();
    view.cpuUsed = 0.3;
    view.throttledPeriodShare = 0.9;
    assertThat(want.crowdedOut(now)).isFalse();
  }

  @Test
  void doesNotHoldWhereItsOwnCollectionsHaveTheProcessors() throws Exception {
    view.gcShare = 0.6;
    view.cpuUsed = 1.8;
    view.cpuLimit = 2;
    tickBegun = now;
    assertThat(looks(50, "R", 0.05)).isFalse();
    view.cpuUsed = 0.5;
    assertThat(looks(50, "R", 0.05)).isTrue();
  }

  @Test
  void namesTheQuotaWhereThatIsSpent() {
    assertThat(want.finding(now).cause).isEqualTo("overload.cpu_saturated");
    view.throttledPeriodShare = 0.9;
    view.cpuQuota = 0.05;
    assertThat(want.finding(now).cause).isEqualTo("overload.cpu_throttled");
    assertThat(want.finding(now).detail).isEqualTo("quota 0.05");
  }

  /** One each ten milliseconds; what the last one says. */
  private boolean looks(int count, String state, double runs) throws Exception {
    boolean holds = false;
    for (int i = 0; i < count; i++) {
      now += 10 * MS;
      Files.writeString(root.resolve("proc/self/task/9/stat"), "9 (harbinger) x) " + state + " 1");
      long ran = (long) (runs * now);
      Files.writeString(root.resolve("proc/self/task/9/schedstat"), ran + " 1 1");
      holds = want.look(now);
    }
    return holds;
  }

  private final class Calm implements Host {
    @Override
    public HostView between(long fromNanos, long toNanos) {
      return view;
    }

    @Override
    public HostView now() {
      return view;
    }

    @Override
    public List<Stall> stalls(long fromNanos, long toNanos) {
      return List.of();
    }
  }
}
