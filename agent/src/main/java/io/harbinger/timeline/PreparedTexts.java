package io.harbinger.timeline;

/**
 * Which text the prepared statements of one thread have; touched by that thread alone.
 *
 * <p>A ring of the latest, emptied when the thread leaves its request, so that no statement of the
 * application is kept alive. Texts of statements that outlive a request: {@link Statements}.
 */
final class PreparedTexts {
  private static final int SIZE = 32;

  /** Made at the first statement, because a virtual thread's whole life may see none. */
  private Object[] prepared;

  private Statement[] texts;
  private int last;
  private int used;

  void put(Object statement, Statement text) {
    if (prepared == null) {
      prepared = new Object[SIZE];
      texts = new Statement[SIZE];
    }
    // because a batch is told text by text
    if (used == 0 || prepared[last] != statement) {
      last = last + 1 & SIZE - 1;
      used = Math.min(SIZE, used + 1);
    }
    prepared[last] = statement;
    texts[last] = text;
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
