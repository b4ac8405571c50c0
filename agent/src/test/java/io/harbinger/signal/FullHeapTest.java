package io.harbinger.signal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FullHeapTest {
  private static final long MILLI = 1_000_000L;

  private long now = 5_000 * MILLI;
  private long gcMillis;
  private long gcCount;
  private long live;
  private long oldLive;
  private final FullHeap heap =
      new FullHeap(() -> gcMillis, () -> gcCount, () -> live, 1_000, () -> oldLive, () -> 600);

  @Test
  void isFullOnceCollectionsTakeHalfOfTwoSecondsAndLeaveNearlyAll() {
    live = 950;
    assertThat(second(600, 3)).isFalse();
    assertThat(second(600, 3)).isFalse();
    assertThat(second(600, 3)).isTrue();
    assertThat(heap.gcShare(now - 2_000 * MILLI)).isEqualTo(0.6);
  }

  @Test
  void isFullWhereTheOldGenerationIs() {
    live = 700;
    oldLive = 590;
    second(600, 3);
    second(600, 3);
    assertThat(second(600, 3)).isTrue();
    assertThat(heap.view(now).oldMaxBytes).isEqualTo(600);
  }

  @Test
  void asksTheBeansNoMoreOnceItIsFull() {
    live = 950;
    second(600, 3);
    second(600, 3);
    assertThat(second(600, 3)).isTrue();
    live = 960;
    second(600, 3);
    assertThat(heap.view(now).heapAfterGcBytes).isEqualTo(950);
    second(10, 1);
    second(10, 1);
    second(10, 1);
    assertThat(heap.view(now).heapAfterGcBytes).isEqualTo(960);
  }

  @Test
  void isNotFullWhenCollectionsFreeMuch() {
    live = 700;
    assertThat(second(900, 9)).isFalse();
    assertThat(second(900, 9)).isFalse();
    assertThat(second(900, 9)).isFalse();
  }

  @Test
  void aCacheThatFillsTheHeapIsNoFullHeap() {
    live = 950;
    assertThat(second(20, 3)).isFalse();
    assertThat(second(20, 3)).isFalse();
    assertThat(second(20, 3)).isFalse();
  }

  @Test
  void oneLongPauseIsAPause() {
    live = 950;
    assertThat(second(0, 0)).isFalse();
    assertThat(second(1_000, 1)).isFalse();
    assertThat(second(500, 0)).isFalse();
  }

  @Test
  void staysFullUntilCollectionsTakeLessThanAThird() {
    live = 950;
    second(600, 3);
    second(600, 3);
    second(600, 3);
    assertThat(second(350, 2)).isTrue();
    assertThat(second(100, 1)).isFalse();
    assertThat(second(400, 2)).isFalse();
  }

  @Test
  void remembersAsFarAsItsLooksGoBack() {
    live = 950;
    for (int i = 0; i < 3_000; i++) {
      second(500, 2);
    }
    assertThat(heap.gcShare(0)).isEqualTo(0.5);
  }

  @Test
  void isFullWhileSmallObjectsFindNoRoomWhateverCollectionsTake() {
    live = 850;
    second(10, 1);
    assertThat(heap.near()).isTrue();
    long asked = now - 1_000 * MILLI;
    heap.foundNoRoom(now);
    assertThat(second(10, 1)).isTrue();
    heap.foundNoRoom(now);
    assertThat(second(10, 1)).isTrue();
    assertThat(heap.share(asked)).isBetween(0.6, 0.7);
    second(10, 1);
    assertThat(second(10, 1)).isFalse();
  }

  @Test
  void isNotNearWhileAQuarterIsFreeUnlessItIsSeenToFill() {
    live = 700;
    second(10, 1);
    assertThat(heap.near()).isFalse();
    heap.expect(true);
    assertThat(heap.near()).isTrue();
  }

  @Test
  void readsThisJvm() {
    assertThat(FullHeap.ofThisJvm().look(now)).isFalse();
    assertThat(FullHeap.ofThisJvm().view(now).heapMaxBytes).isPositive();
  }

  /** Ten looks. */
  private boolean second(long millisInCollections, long collections) {
    gcCount += collections;
    boolean full = false;
    for (int i = 0; i < 10; i++) {
      now += 100 * MILLI;
      gcMillis += millisInCollections / 10;
      full = heap.look(now);
    }
    return full;
  }
}
