package io.harbinger.timeline;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The stretches of one lane in flat arrays, in order of their start.
 *
 * <pre>
 *   words  start | end | meta | span id          refs  detail | via | failure
 *   meta   kind 0–7, depth 8–15, parent+1 16–23, status 24–39, stays 40
 * </pre>
 *
 * <p>Every store is a release, so that a reader sees the stores of the one writer in their order.
 */
final class Segments {
  static final int WORDS = 4;
  static final int REFS = 3;

  /** In place of an end; not 0, because nanoTime may be anything. */
  static final long OPEN = Long.MIN_VALUE;

  private static final long STAYS = 1L << 40;

  final int capacity;
  private final AtomicLongArray words;
  private final AtomicReferenceArray<Object> refs;

  Segments(int capacity) {
    this.capacity = capacity;
    words = new AtomicLongArray(capacity * WORDS);
    refs = new AtomicReferenceArray<>(capacity * REFS);
  }

  Segments grown(int count) {
    Segments larger = new Segments(capacity * 2);
    for (int i = 0; i < count; i++) {
      larger.copy(i, this, i);
    }
    return larger;
  }

  void open(int slot, int kind, int depth, int parent, long start, Object detail, Object via) {
    int word = slot * WORDS;
    words.lazySet(word, start);
    words.lazySet(word + 1, OPEN);
    words.lazySet(word + 2, kind | (long) depth << 8 | (long) (parent + 1) << 16);
    words.lazySet(word + 3, 0);
    int ref = slot * REFS;
    refs.lazySet(ref, detail);
    refs.lazySet(ref + 1, via);
    refs.lazySet(ref + 2, null);
  }

  void close(int slot, long end, int status, Failure failure) {
    if (failure != null) {
      refs.lazySet(slot * REFS + 2, failure);
    }
    if (status != 0) {
      int meta = slot * WORDS + 2;
      words.lazySet(meta, words.get(meta) | (status & 0xFFFFL) << 24);
    }
    words.lazySet(slot * WORDS + 1, end);
  }

  /** The segment may not be folded: one inside it was not, or its span id was given away. */
  void stay(int slot) {
    int meta = slot * WORDS + 2;
    words.lazySet(meta, words.get(meta) | STAYS);
  }

  void spanId(int slot, long id) {
    words.lazySet(slot * WORDS + 3, id);
  }

  void copy(int slot, Segments from, int fromSlot) {
    for (int i = 0; i < WORDS; i++) {
      words.lazySet(slot * WORDS + i, from.words.get(fromSlot * WORDS + i));
    }
    for (int i = 0; i < REFS; i++) {
      refs.lazySet(slot * REFS + i, from.refs.get(fromSlot * REFS + i));
    }
  }

  void forget(int slot) {
    int ref = slot * REFS;
    refs.lazySet(ref, null);
    refs.lazySet(ref + 1, null);
    refs.lazySet(ref + 2, null);
  }

  long start(int slot) {
    return words.get(slot * WORDS);
  }

  long end(int slot) {
    return words.get(slot * WORDS + 1);
  }

  int kind(int slot) {
    return (int) (words.get(slot * WORDS + 2) & 0xFF);
  }

  int depth(int slot) {
    return (int) (words.get(slot * WORDS + 2) >>> 8 & 0xFF);
  }

  int parent(int slot) {
    return (int) (words.get(slot * WORDS + 2) >>> 16 & 0xFF) - 1;
  }

  int status(int slot) {
    return (int) (words.get(slot * WORDS + 2) >>> 24 & 0xFFFF);
  }

  boolean stays(int slot) {
    return (words.get(slot * WORDS + 2) & STAYS) != 0;
  }

  long spanId(int slot) {
    return words.get(slot * WORDS + 3);
  }

  Object detail(int slot) {
    return refs.get(slot * REFS);
  }

  Object via(int slot) {
    return refs.get(slot * REFS + 1);
  }

  Failure failure(int slot) {
    return (Failure) refs.get(slot * REFS + 2);
  }
}
