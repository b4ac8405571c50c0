package io.harbinger.export;

import io.harbinger.watch.KeptRequest;
import java.util.List;

/**
 * Spans and one event of a process that halts: they leave, and nobody waits for the answer, because
 * requests would end meanwhile that were told as cut.
 *
 * <pre>
 *   knock ─► does the collector take posts?     takes its time
 *   encoded, encoded, …                         as long as it takes
 *   post ─► into the connection                 at once
 * </pre>
 */
public interface LastPost {
  /** Asks the collector whether it would take what follows. */
  boolean knock(long deadlineNanos);

  byte[] encoded(PreviousExit exit, KeptRequest cut);

  byte[] encoded(PreviousExit exit);

  /** False: it did not leave whole. */
  boolean post(List<byte[]> spans, byte[] event, long deadlineNanos);
}
