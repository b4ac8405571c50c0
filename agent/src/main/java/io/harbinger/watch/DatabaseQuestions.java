package io.harbinger.watch;

import io.harbinger.cause.DatabaseView;

/** Asks the database itself who blocks whom, where the settings allow it. */
public interface DatabaseQuestions {
  /** Never asks anything. */
  DatabaseQuestions NONE = (present, now) -> present;

  /** Returns at once: what is known so far, while the answer to come is for a later look. */
  DatabaseView ask(DatabaseView present, long now);
}
