package io.harbinger.watch;

import io.harbinger.cause.Finding;
import io.harbinger.cause.HeapExhausted;
import io.harbinger.signal.FullHeap;

/** The heap is full: a diagnosis takes memory, and each attempt to get some is a collection. */
final class NoMemory implements Want {
  private static final long LATELY = 2_000_000_000L;

  private final FullHeap heap;

  NoMemory(FullHeap heap) {
    this.heap = heap;
  }

  @Override
  public boolean look(long now) {
    return heap.look(now);
  }

  @Override
  public boolean near() {
    return heap.near();
  }

  @Override
  public Finding finding(long now) {
    return HeapExhausted.seen(heap.view(now - LATELY));
  }

  @Override
  public double share(long sinceNanos) {
    return heap.share(sinceNanos);
  }

  @Override
  public boolean blinds() {
    return true;
  }
}
