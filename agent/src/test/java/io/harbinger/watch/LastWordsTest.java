package io.harbinger.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.cause.Finding;
import io.harbinger.gateway.Deadlines;
import io.harbinger.gateway.GatewayView;
import io.harbinger.gateway.Outcome;
import io.harbinger.gateway.Profile;
import io.harbinger.gateway.Profiles;
import io.harbinger.log.Log;
import io.harbinger.signal.FullHeap;
import io.harbinger.timeline.Limits;
import io.harbinger.timeline.RequestEnd;
import io.harbinger.timeline.RequestView;
import io.harbinger.timeline.Timeline;
import io.harbinger.timeline.TimelineRecorder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LastWordsTest {
  private static final long MILLI = 1_000_000L;

  private final AtomicLong now = new AtomicLong(10_000 * MILLI);
  private final AtomicLong gcMillis = new AtomicLong();
  private final AtomicLong live = new AtomicLong(700);
  private final Log log = new Log(System.err, now::get, Log.Level.OFF);
  private final TimelineRecorder recorder =
      new TimelineRecorder(now::get, now::get, new Limits(), List.of(), new Nobody(), log);
  private final Told told = new Told();
  private final LastWords words =
      new LastWords(
          new NoMemory(
              new FullHeap(
                  gcMillis::get, () -> gcMillis.get() / 100, live::get, 1_000, () -> 0, () -> -1)),
          recorder.open,
          deadlines(3_000),
          0.3,
          told,
          now::get,
          new EpochClock(() -> 1),
          log);

  @Test
  void saysNothingWhileTheHeapHasRoom() {
    start();
    assertThat(seconds(5, 10)).isFalse();
    assertThat(told.said).isEmpty();
    assertThat(told.prepared).isNull();
  }

  @Test
  @Timeout(60)
  void warnsOfWhoGrowsOldInAFullHeapAndSaysThatTheGatewayGaveUp() throws Exception {
    live.set(990);
    seconds(3, 700);
    Timeline request = start();
    assertThat(seconds(2, 700)).isTrue();
    assertThat(told.next()).isEqualTo("at risk");
    while (!request.marked()) {
      Thread.onSpinWait(); // the mark comes after the word
    }
    seconds(3, 700);
    assertThat(told.next()).isEqualTo("gave up");
    assertThat(told.prepared.cause).isEqualTo("overload.heap_exhausted");
    assertThat(told.gaveUp.status).isEqualTo(504);
    assertThat(told.gaveUp.outcome).isEqualTo(Outcome.GAVE_UP);
    assertThat(told.share).isBetween(0.6, 0.8);
    endsWithTheWant();
    assertThat(told.said).isEmpty();
  }

  @Test
  @Timeout(60)
  void preparesWhileThereIsRoomAndSaysNothingUntilThereIsNone() throws Exception {
    live.set(800);
    start();
    assertThat(seconds(4, 10)).isFalse();
    assertThat(told.prepared).isNotNull();
    assertThat(told.said).isEmpty();
    live.set(600);
    endsWithTheWant();
  }

  @Test
  @Timeout(60)
  void preparesAgainAsLongAsThereIsRoomAndNeverInAFullHeap() throws Exception {
    live.set(800);
    start();
    seconds(2, 10);
    Finding first = told.prepared;
    live.set(890);
    while (told.prepared == first) {
      seconds(1, 10);
    }
    live.set(990);
    seconds(4, 700);
    told.next();
    Finding last = told.prepared;
    seconds(4, 700);
    told.sent.acquire(2);
    assertThat(told.prepared).isSameAs(last);
    endsWithTheWant();
  }

  @Test
  @Timeout(60)
  void leavesTheWordToTheWatcherOnceThereIsRoom() throws Exception {
    live.set(990);
    seconds(4, 700);
    start();
    told.said.clear();
    endsWithTheWant();
    while (words.tick(now.addAndGet(MILLI))) {
      Thread.onSpinWait(); // its thread has one more step to go
    }
    assertThat(seconds(3, 0)).isFalse();
    assertThat(told.said).isEmpty();
  }

  @Test
  void leavesTheWordToTheWatcherWhereItCannotSpeak() {
    live.set(990);
    told.able = false;
    start();
    assertThat(seconds(5, 700)).isFalse();
  }

  @Test
  void whoWaitedLongBeforeTheHeapWasFullWaitsForSomethingElse() throws Exception {
    live.set(990);
    start();
    seconds(20, 0);
    assertThat(seconds(3, 700)).isTrue();
    told.sent.acquire(2);
    assertThat(told.said).isEmpty();
    endsWithTheWant();
  }

  private void endsWithTheWant() throws InterruptedException {
    live.set(600);
    seconds(3, 0);
    assertThat(told.closed.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
  }

  /** Ticks of the watch thread; so many milliseconds of each second go into collections. */
  private boolean seconds(int seconds, int collecting) {
    boolean speaks = false;
    for (int i = 0; i < 10 * seconds; i++) {
      now.addAndGet(100 * MILLI);
      gcMillis.addAndGet(collecting / 10);
      speaks = words.tick(now.get());
    }
    return speaks;
  }

  private Timeline start() {
    return (Timeline) recorder.requestStarted();
  }

  private Deadlines deadlines(long millis) {
    Profile nginx = Profiles.named("nginx", Map.of());
    return new Deadlines(nginx, millis, null, () -> 1, log);
  }

  private static final class Told implements Telegraph {
    final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    final Semaphore closed = new Semaphore(0);
    final Semaphore sent = new Semaphore(0);
    volatile boolean able = true;
    volatile Finding prepared;
    volatile GatewayView gaveUp;
    volatile double share;

    String next() throws InterruptedException {
      return said.poll(20, TimeUnit.SECONDS);
    }

    @Override
    public boolean prepare(
        Finding finding, GatewayView running, GatewayView givenUp, Timeline any) {
      prepared = finding;
      gaveUp = givenUp;
      return able;
    }

    @Override
    public boolean say(
        Timeline request, boolean late, long ageNanos, double explained, long epochNanos) {
      share = explained;
      return said.add(late ? "gave up" : "at risk");
    }

    @Override
    public void takeBack() {
      said.add("taken back");
    }

    @Override
    public void send() {
      sent.release();
    }

    @Override
    public void close() {
      closed.release();
    }
  }

  private static final class Nobody implements RequestEnd {
    @Override
    public boolean keeps(Timeline ended, int status, boolean failed) {
      return false;
    }

    @Override
    public void take(RequestView view, Object attachment, long silentNanos) {}
  }
}
