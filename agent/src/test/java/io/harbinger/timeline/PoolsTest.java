package io.harbinger.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.bridge.Kind;
import io.harbinger.bridge.PoolGauges;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoolsTest {
  private final FakePool pool = new FakePool();
  private final Recording recording =
      new Recording(List.of(live -> live instanceof FakePool ? ((FakePool) live).gauges : null));
  private final TimelineRecorder recorder = recording.recorder;

  @Test
  void tellsWhoHoldsAConnectionAndWhatHeDoes() {
    Timeline request = recording.start("GET", "/report");
    recorder.route("/report");
    Object connection = borrow();
    recorder.statementStarted(new Object(), "select * from slow");
    recording.passMillis(700);

    PoolView view = recorder.pools.view().get(0);
    assertThat(view.name).isEqualTo("shop");
    assertThat(view.max).isEqualTo(2);
    HolderView holder = view.holders.get(0);
    assertThat(holder.who).isEqualTo("GET /report");
    assertThat(holder.trace.spanId).isEqualTo(request.view(0).trace.spanId);
    assertThat(holder.current.detail).isEqualTo("select * from slow");
    assertThat(holder.current.via).isEqualTo("shop");
    assertThat(holder.leaked).isFalse();
    assertThat(holder.background).isFalse();

    recorder.connectionReturned(pool, connection);
    assertThat(recorder.pools.view().get(0).holders).isEmpty();
    assertThat(recorder.pools.view().get(0).holdMedianNanos).isBetween(650_000_000L, 750_000_000L);
  }

  @Test
  void tellsWhatABackgroundThreadDoesWithIt() {
    Recording.onAnotherThread(
        () -> {
          borrow();
          recorder.statementStarted(new Object(), "vacuum");
          HolderView holder = recorder.pools.view().get(0).holders.get(0);
          assertThat(holder.background).isTrue();
          assertThat(holder.who).isEqualTo("other-1");
          assertThat(holder.trace).isNull();
          assertThat(holder.current.detail).isEqualTo("vacuum");
          assertThat(recorder.database.running()).extracting(r -> r.who).containsExactly("other-1");
        });
  }

  @Test
  void saysWhichRequestLeakedIt() {
    Timeline request = recording.start("POST", "/basket");
    recorder.route("/basket");
    borrow();
    RequestView ended = recording.end(request, 200);
    recording.end(recording.start("GET", "/other"), 200);

    HolderView holder = recorder.pools.view().get(0).holders.get(0);
    assertThat(holder.leaked).isTrue();
    assertThat(holder.who).isEqualTo("POST /basket");
    assertThat(holder.trace.spanId).isEqualTo(ended.trace.spanId);
    assertThat(holder.current).isNull();
  }

  @Test
  void doesNotCallItALeakWhenAnotherThreadGaveItBack() {
    Timeline request = recording.start("GET", "/");
    Object connection = borrow();
    Recording.onAnotherThread(() -> recorder.connectionReturned(pool, connection));
    recording.end(request, 200);
    assertThat(recorder.pools.view().get(0).holders).isEmpty();
  }

  @Test
  void remembersWhereItWasBorrowedOnceThePoolIsNearlyEmpty() {
    recorder.poolSeen(pool);
    recorder.sweep();
    recording.start("GET", "/");
    borrow();
    borrow();
    recording.passMillis(100);
    borrow();
    List<HolderView> holders = recorder.pools.view().get(0).holders;
    assertThat(holders.get(0).borrowedAt).isNull();
    assertThat(holders.get(2).borrowedAt).isNotNull().doesNotContain("io.harbinger.");
  }

  @Test
  void countsBorrowsAndTimeouts() {
    recorder.poolSeen(pool);
    recorder.sweep();
    Timeline request = recording.start("GET", "/");
    borrow();
    int token = recorder.borrowStarted(pool);
    recording.passMillis(3_000);
    recorder.borrowEnded(token, pool, new SQLTransientConnectionException("no", "08001"));
    RequestView view = recording.end(request, 500);

    PoolView shown = recorder.pools.view().get(0);
    assertThat(shown.borrows).isEqualTo(1);
    assertThat(shown.timeouts).isEqualTo(1);
    SegmentView wait = view.lanes.get(0).segments.get(0);
    assertThat(wait.kind).isEqualTo(Kind.POOL_WAIT);
    assertThat(wait.detail).isEqualTo("shop");
    assertThat(wait.failure.sqlState).isEqualTo("08001");
  }

  @Test
  void countsWaitersItselfWhereTheLibraryDoesNot() {
    recording.start("GET", "/");
    recorder.borrowStarted(pool);
    assertThat(recorder.pools.view().get(0).pending).isEqualTo(1);
  }

  @Test
  void forgetsHoldersWhenThePoolSaysThatNothingIsLent() {
    recording.start("GET", "/");
    borrow();
    pool.gauges.active = 0;
    recorder.sweep();
    assertThat(recorder.pools.view().get(0).holders).isEmpty();
  }

  @Test
  void dropsAClosedPool() {
    recorder.poolSeen(pool);
    recorder.poolSeen("another pool");
    pool.gauges.alive = false;
    recorder.sweep();
    assertThat(recorder.pools.all()).extracting(PoolEntry::name).containsExactly("String");
  }

  @Test
  void readsTheOthersWhenOnePoolCannotBeRead() {
    recorder.poolSeen(pool);
    pool.gauges.broken = true;
    recorder.sweep();
    assertThat(recorder.counters.errors.sum()).isZero();
    assertThat(recorder.pools.all()).hasSize(1);
  }

  private Object borrow() {
    Object connection = new Object();
    int token = recorder.borrowStarted(pool);
    recorder.borrowEnded(token, pool, null);
    recorder.connectionTaken(pool, connection);
    return connection;
  }

  private static final class FakePool {
    final FakeGauges gauges = new FakeGauges();
  }

  private static final class FakeGauges implements PoolGauges {
    int active = 1;
    boolean alive = true;
    boolean broken;

    @Override
    public String name() {
      if (broken) {
        throw new IllegalStateException("closing");
      }
      return "shop";
    }

    @Override
    public int max() {
      return 2;
    }

    @Override
    public int min() {
      return 1;
    }

    @Override
    public int active() {
      return active;
    }

    @Override
    public int idle() {
      return 0;
    }

    @Override
    public int pending() {
      return -1;
    }

    @Override
    public long timeoutMillis() {
      return 3_000;
    }

    @Override
    public boolean alive() {
      return alive;
    }
  }
}
