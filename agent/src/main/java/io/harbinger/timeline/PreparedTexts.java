package io.harbinger.timeline;

/**
 * Which text the prepared statements of one thread have; touched by that thread alone.
 *
 * <p>A ring of the latest, emptied when the thread leaves its request, so that no statement of the
 * application is kept alive. Texts of statements that outlive a request: {@link Statements}.
 */
final class PreparedTexts {
  private static final int SIZE = 32;

  private final Object[] prepared = new Object[SIZE];
  private final Statement[] texts = new Statement[SIZE];
  private int last;
  private int used;

  void put(Object statement, Statement text) {
    last = last + 1 & SIZE - 1;
    prepared[last] = statement;
    texts[last] = text;
    if (used < SIZE) {
      used++;
    }
  }

  /** Or null. */
  Statement get(Object statement) {
    for (int i = 0; i < used; i++) {
      int slot = last - i & SIZE - 1;
      if (prepared[slot] == statement) {
        return texts[slot];
      }
    }
    return null;
  }

  void clear() {
    for (int i = 0; i < used; i++) {
      int slot = last - i & SIZE - 1;
      prepared[slot] = null;
      texts[slot] = null;
    }
    used = 0;
  }
}
