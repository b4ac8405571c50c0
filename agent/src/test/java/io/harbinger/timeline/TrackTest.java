package io.harbinger.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.bridge.Kind;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrackTest {
  private static final int DB = Kind.DB.ordinal();

  private final Lane lane = new Lane(5, true);

  @Test
  void keepsTheLongestWhenItIsFull() {
    lane.begin(null, 0, 0, Thread.currentThread(), 0);
    long now = 0;
    for (int i = 1; i <= 1_000; i++) {
      int token = lane.start(Kind.DB, now, "s" + i, null);
      lane.end(token, now += i == 1 ? 5_000 : 4 + i, 0, null);
    }
    List<SegmentView> shown = Viewer.lane(lane, 0, now).segments;
    assertThat(shown).hasSizeBetween(100, 128);
    assertThat(shown).extracting(s -> s.detail).startsWith("s1").endsWith("s999", "s1000");
    long sum = shown.stream().mapToLong(s -> s.nanos(0)).sum() + lane.foldedNanos(DB);
    assertThat(sum).isEqualTo(now);
    assertThat(shown.size() + lane.foldedCount(DB)).isEqualTo(1_000);
  }

  @Test
  void closesWhatNobodyClosedInside() {
    lane.begin(null, 0, 0, Thread.currentThread(), 0);
    int outer = lane.start(Kind.CALL, 0, "host", null);
    lane.start(Kind.DNS, 10, "host", null);
    lane.end(outer, 100, 200, null);
    List<SegmentView> shown = Viewer.lane(lane, 0, 100).segments;
    assertThat(shown).extracting(s -> s.endNanos).containsExactly(100L, 100L);
    assertThat(lane.inSegment()).isFalse();
  }

  @Test
  void keepsAShortSegmentAroundAFailedOne() {
    lane.begin(null, 0, 0, Thread.currentThread(), 0);
    int outer = lane.start(Kind.POOL_WAIT, 0, "pool", null);
    int inner = lane.startConnect(0, new ConnectAttempt("jdbc:x", 0));
    lane.end(inner, 1, 0, Failure.of(new IllegalStateException("no"), false));
    lane.end(outer, 2, 0, null);
    assertThat(Viewer.lane(lane, 0, 2).segments)
        .extracting(s -> s.kind)
        .containsExactly(Kind.POOL_WAIT, Kind.DB);
  }

  @Test
  void countsNoStatementInsideAConnect() {
    lane.begin(null, 0, 0, Thread.currentThread(), 0);
    int wait = lane.start(Kind.POOL_WAIT, 0, "pool", null);
    int connect = lane.startConnect(0, new ConnectAttempt("jdbc:x", 0));
    assertThat(lane.start(Kind.DB, 1, "set role", null)).isEqualTo(-1);
    assertThat(lane.startConnect(1, new ConnectAttempt("jdbc:y", 0))).isEqualTo(-1);
    lane.end(connect, 9, 0, null);
    assertThat(lane.isIn(Kind.POOL_WAIT)).isTrue();
    assertThat(lane.isIn(Kind.DB)).isFalse();
    assertThat(lane.isConnecting()).isFalse();
    assertThat(lane.start(Kind.DB, 9, "select 1", null)).isNotNegative();
    lane.end(wait, 10, 0, null);
  }

  @Test
  void voidsTokensWhenTheThreadLeaves() {
    lane.begin(null, 0, 0, Thread.currentThread(), 0);
    int token = lane.start(Kind.DB, 0, "s", null);
    lane.unbind(50);
    lane.bind(Thread.currentThread());
    int next = lane.start(Kind.DB, 60, "t", null);
    assertThat(lane.end(token, 70, 0, null)).isEqualTo(-1);
    assertThat(lane.end(next, 80, 0, null)).isEqualTo(20);
  }

  @Test
  void neverLosesTimeWhateverTheOrder() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      lane.begin(null, 0, 0, Thread.currentThread(), 0);
      long now = 0;
      long outside = 0;
      int[] tokens = new int[300];
      int depth = 0;
      for (int i = 0; i < tokens.length; i++) {
        long step = random.nextInt(12);
        now += step;
        outside += lane.inSegment() ? 0 : step;
        if (random.nextBoolean() && depth < 8) {
          Kind kind = Lane.KINDS[random.nextInt(8)];
          int token = lane.start(kind, now, "x", null);
          if (token >= 0) {
            tokens[depth++] = token;
          }
        } else if (depth > 0) {
          depth = random.nextInt(4) == 0 ? random.nextInt(depth) : depth - 1;
          lane.end(tokens[depth], now, 0, null);
        }
      }
      lane.unbind(now);
      long shown = 0;
      for (SegmentView segment : Viewer.lane(lane, 0, now).segments) {
        assertThat(segment.open).isFalse();
        shown += segment.depth == 0 ? segment.nanos(0) : 0;
      }
      for (int kind = 0; kind < Lane.KINDS.length; kind++) {
        shown += lane.foldedNanos(kind);
      }
      assertThat(shown + outside).as("seed %d round %d", seed, round).isEqualTo(now);
    }
  }
}
