package io.harbinger.timeline;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;

/** Texts of prepared statements that were made outside of requests, by identity, held weakly. */
final class WeakTexts {
  private static final int MAX = 10_000;

  private final ConcurrentHashMap<Key, Statement> texts = new ConcurrentHashMap<>();
  private final ReferenceQueue<Object> collected = new ReferenceQueue<>();

  void put(Object statement, Statement text) {
    sweep();
    if (texts.size() < MAX) {
      texts.put(new Key(statement, collected), text);
    }
  }

  /** Or null. */
  Statement get(Object statement) {
    return texts.isEmpty() ? null : texts.get(new Key(statement, null));
  }

  void sweep() {
    for (Reference<?> gone = collected.poll(); gone != null; gone = collected.poll()) {
      texts.remove(gone);
    }
  }

  private static final class Key extends WeakReference<Object> {
    private final int hash;

    Key(Object statement, ReferenceQueue<Object> queue) {
      super(statement, queue);
      hash = System.identityHashCode(statement);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      if (this == other) {
        return true;
      }
      Object mine = get();
      return mine != null && other instanceof Key && ((Key) other).get() == mine;
    }
  }
}
