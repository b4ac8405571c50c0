package io.harbinger.export;

import io.harbinger.watch.KeptRequest;
import java.util.List;

/**
 * Sends in the name of a process that is gone, on the calling thread, and says what became of it.
 */
public interface ExitReports {
  /** Makes ready what sending takes, so that it takes no time when it matters. */
  default void prepare(PreviousExit exit, List<KeptRequest> cut) {}

  /** Null where there is no such way. */
  default LastPost lastPost() {
    return null;
  }

  Arrival event(PreviousExit exit);

  Arrival spans(PreviousExit exit, List<KeptRequest> cut);
}
