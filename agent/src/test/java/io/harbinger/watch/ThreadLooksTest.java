package io.harbinger.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.bridge.Kind;
import io.harbinger.cause.Holding;
import io.harbinger.gateway.Deadline;
import io.harbinger.log.Log;
import io.harbinger.timeline.RequestView;
import io.harbinger.timeline.SegmentView;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class ThreadLooksTest {
  private static final long MILLI = 1_000_000L;

  private final Set<Long> mine = Set.of(Thread.currentThread().getId());
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final LongAdder thinned = new LongAdder();
  private long now = 100 * MILLI;

  /** What each look lasts. */
  private long lasts;

  private boolean crowdedOut;

  private final ThreadLooks looks =
      new ThreadLooks(
          id -> null,
          at -> crowdedOut,
          () -> now += lasts,
          thinned,
          new Log(new PrintStream(said), () -> now, Log.Level.INFO));

  @Test
  void looksAsOftenAsItIsAskedWhileItsLooksAreShort() {
    lasts = MILLI;
    for (int tick = 0; tick < 3; tick++) {
      now += 100 * MILLI;
      looks.tick(now);
      assertThat(looks.of(mine)).hasSize(1);
      assertThat(looks.of(mine)).hasSize(1);
    }
    assertThat(said.toString()).isEmpty();
  }

  @Test
  void looksOnlyAtWhoRunsWhileOthersHaveTheProcessors() {
    crowdedOut = true;
    looks.tick(now);
    assertThat(looks.of(mine)).isEmpty();
    Map<Watched, Thread> runs = Map.of(watched(), Thread.currentThread());
    assertThat(looks.sample(runs, now)).isFalse();
    now += MILLI;
    while (!looks.sample(runs, now += 1_000)) {
      Thread.onSpinWait(); // which takes more than a microsecond of a processor, sooner or later
    }
    assertThat(looks.sample(Map.of(watched(), new Thread()), now)).isFalse();
    crowdedOut = false;
    looks.tick(now + MILLI);
    assertThat(looks.of(mine)).hasSize(1);
  }

  @Test
  void restsTwentyTimesAsLongAsItStoppedTheApplicationAndSaysSo() {
    looks.tick(now);
    lasts = 60 * MILLI;
    assertThat(looks.of(mine)).hasSize(1);
    assertThat(looks.of(mine)).isEmpty();
    assertThat(looks.sample(Collections.emptyMap(), now)).isFalse();
    Watched request = watched();
    assertThat(looks.stack(Thread.currentThread(), request, Collections.emptyMap(), now)).isEmpty();
    assertThat(said.toString()).contains("took 60 ms", "1200 ms from now");
    assertThat(thinned.sum()).isEqualTo(2);

    looks.tick(now + 1_100 * MILLI);
    assertThat(looks.of(mine)).isEmpty();
    looks.tick(now + 1_300 * MILLI);
    assertThat(looks.of(mine)).hasSize(1);
  }

  @Test
  void notesARequestWhoseTurnHasNotComeOnceATick() {
    looks.tick(now);
    Watched request = watched();
    Map<Watched, Thread> due = Map.of(request, Thread.currentThread());

    looks.note(due, looks.of(mine), now);
    looks.note(due, looks.of(mine), now);

    assertThat(request.samples).hasSize(1);
    assertThat(request.last().coversNanos).isEqualTo(now - request.startNanos);
    assertThat(looks.stack(Thread.currentThread(), request, Collections.emptyMap(), now))
        .isSameAs(request.last().stack)
        .contains("notesARequestWhoseTurnHasNotComeOnceATick");
  }

  @Test
  void keepsOneCopyOfStacksThatReadAlike() {
    looks.tick(now);
    Watched one = watched();
    Watched other = watched();
    for (Watched request : List.of(one, other)) {
      looks.note(Map.of(request, Thread.currentThread()), looks.of(mine), now);
    }

    assertThat(one.last().stack).isSameAs(other.last().stack);
  }

  @Test
  void tellsWhoHasALockAndWhatHeIsAt() throws Exception {
    Object lock = new Object();
    Thread waiter = new Thread(() -> lockAndLeave(lock));
    SegmentView call = new SegmentView(Kind.CALL, "stock:80", now, now, true, 0, 5, 0, null, null);
    RequestView request = OneLane.request(now, 100, call);
    Log log = new Log(new PrintStream(said), () -> now, Log.Level.INFO);
    ThreadLooks named = new ThreadLooks(id -> request, at -> false, () -> now, thinned, log);
    Watched blocked = watched();
    synchronized (lock) {
      waiter.start();
      while (waiter.getState() != Thread.State.BLOCKED) {
        Thread.yield();
      }
      now += 200 * MILLI;
      named.tick(now);
      assertThat(named.sample(Map.of(blocked, waiter), now)).isTrue();
    }
    waiter.join();

    Holding owner = blocked.last().owner;
    assertThat(owner.trace).isSameAs(request.trace);
    assertThat(owner.kind).isEqualTo(Kind.CALL);
    assertThat(owner.detail).isEqualTo("stock:80");
    assertThat(owner.opNanos).isEqualTo(200 * MILLI);
    assertThat(owner.stack).contains("tellsWhoHasALockAndWhatHeIsAt");
  }

  private static void lockAndLeave(Object lock) {
    synchronized (lock) {
      lock.hashCode();
    }
  }

  private static Watched watched() {
    Deadline deadline = new Deadline(2_000, Deadline.Source.SETTING, 0);
    return new Watched(deadline, OneLane.request(10 * MILLI, 50), 0, 0, 0, null);
  }

  @Test
  void neverRestsLongerThanTenSeconds() {
    looks.tick(now);
    lasts = 5_000 * MILLI;
    looks.of(mine);
    looks.tick(now + 9_900 * MILLI);
    assertThat(looks.of(mine)).isEmpty();
    looks.tick(now + 10_100 * MILLI);
    assertThat(looks.of(mine)).hasSize(1);
  }
}
