package io.harbinger.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.bridge.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final Kind[] KINDS = Kind.values();

  @Test
  void takesStallsOutOfWhateverTheyOverlap() {
    LaneView lane = lane(0, Map.of(), segment(Kind.DB, 10, 90, 0));
    Map<Kind, Long> ledger =
        Ledger.of(request(0, 100, lane), List.of(new Ledger.Interval(Kind.GC, 50, 95)), List.of());
    assertThat(ledger).isEqualTo(Map.of(Kind.DB, 40L, Kind.GC, 45L, Kind.OTHER, 15L));
  }

  @Test
  void givesTheTimeOfANestedSegmentToTheInnermost() {
    LaneView lane =
        lane(0, Map.of(), segment(Kind.POOL_WAIT, 0, 100, 0), segment(Kind.DNS, 20, 50, 1));
    assertThat(Ledger.of(request(0, 100, lane), List.of(), List.of()))
        .isEqualTo(Map.of(Kind.POOL_WAIT, 70L, Kind.DNS, 30L));
  }

  @Test
  void booksShortSegmentsBeforeWhatTheWatcherSaw() {
    LaneView lane = lane(0, Map.of(Kind.DB, 60L));
    Map<Kind, Long> ledger =
        Ledger.of(request(0, 100, lane), List.of(), List.of(segment(Kind.CPU, 0, 100, 0)));
    assertThat(ledger).isEqualTo(Map.of(Kind.DB, 60L, Kind.CPU, 40L));
  }

  @Test
  void explainsAGapByTheThreadsThatWorkedMeanwhile() {
    LaneView own = lane(0, Map.of(), segment(Kind.DB, 0, 10, 0));
    LaneView child = lane(1, Map.of(), segment(Kind.CALL, 5, 80, 0));
    assertThat(Ledger.of(request(0, 100, own, child), List.of(), List.of()))
        .isEqualTo(Map.of(Kind.DB, 10L, Kind.CALL, 70L, Kind.OTHER, 20L));
  }

  @Test
  void countsAnOpenSegmentUntilNow() {
    SegmentView open = new SegmentView(Kind.DB, "select", 30, 0, true, 0, 0, 0, null, null);
    assertThat(Ledger.of(request(0, 100, lane(0, Map.of(), open)), List.of(), List.of()))
        .isEqualTo(Map.of(Kind.DB, 70L, Kind.OTHER, 30L));
  }

  @Test
  void leavesWhatNothingExplainsUnexplained() {
    assertThat(Ledger.of(request(7, 107, lane(0, Map.of())), List.of(), List.of()))
        .isEqualTo(Map.of(Kind.OTHER, 100L));
  }

  @Test
  void alwaysAddsUpToTheElapsedTime() {
    long seed = new Random().nextLong();
    System.out.println("LedgerTest seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      // near the end of the range too, because nanoTime may wrap
      long start = random.nextInt(3) == 0 ? Long.MAX_VALUE - 500 : random.nextLong();
      long end = start + random.nextInt(1_000);
      List<LaneView> lanes = new ArrayList<>();
      for (int lane = 0; lane <= random.nextInt(4); lane++) {
        Map<Kind, Long> folded = new HashMap<>();
        for (int f = random.nextInt(3); f > 0; f--) {
          folded.put(KINDS[random.nextInt(KINDS.length)], (long) random.nextInt(700));
        }
        lanes.add(lane(lane, folded, segments(random, start)));
      }
      List<Ledger.Interval> stalls = new ArrayList<>();
      for (SegmentView stall : segments(random, start)) {
        stalls.add(new Ledger.Interval(Kind.STALL, stall.startNanos, stall.endNanos));
      }
      Map<Kind, Long> ledger =
          Ledger.of(
              request(start, end, lanes.toArray(new LaneView[0])),
              stalls,
              Arrays.asList(segments(random, start)));
      long sum = ledger.values().stream().mapToLong(Long::longValue).sum();
      assertThat(sum).as("seed %d, case %d", seed, i).isEqualTo(end - start);
      assertThat(ledger.values()).as("seed %d, case %d", seed, i).allMatch(v -> v > 0);
    }
  }

  private static SegmentView[] segments(Random random, long start) {
    SegmentView[] segments = new SegmentView[random.nextInt(8)];
    for (int i = 0; i < segments.length; i++) {
      long from = start + random.nextInt(1_400) - 200;
      boolean open = random.nextInt(6) == 0;
      segments[i] =
          new SegmentView(
              KINDS[random.nextInt(KINDS.length)],
              "x",
              from,
              from + random.nextInt(600) - 20,
              open,
              random.nextInt(3),
              0,
              0,
              null,
              null);
    }
    return segments;
  }

  private static SegmentView segment(Kind kind, long start, long end, int depth) {
    return new SegmentView(kind, "x", start, end, false, depth, 0, 0, null, null);
  }

  private static LaneView lane(int index, Map<Kind, Long> folded, SegmentView... segments) {
    return new LaneView(
        index,
        "thread",
        1,
        0,
        100,
        false,
        Arrays.asList(segments),
        folded,
        Collections.emptyMap(),
        false);
  }

  private static RequestView request(long start, long end, LaneView... lanes) {
    return new RequestView(
        null,
        null,
        null,
        0,
        start,
        end,
        true,
        false,
        false,
        null,
        Arrays.asList(lanes),
        0,
        0,
        null);
  }
}
