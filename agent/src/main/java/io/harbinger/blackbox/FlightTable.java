package io.harbinger.blackbox;

import io.harbinger.timeline.FlightLog;
import io.harbinger.timeline.Name;
import java.nio.ByteBuffer;

/**
 * The first part of each slot, written by the thread of the request that is in it.
 *
 * <pre>
 *   begun   7 stores, the check last           killed within: no request, or a torn one
 *   path    one store for each 8 characters
 *   ended   1 store: check = 0
 * </pre>
 *
 * <p>Plain stores of one writer: whoever reads does so when the process is gone, and the kernel
 * keeps what was stored. Requests beyond the table are not in it.
 */
final class FlightTable implements FlightLog {
  private final ByteBuffer box;
  private final int slots;

  FlightTable(ByteBuffer box, int slots) {
    this.box = box;
    this.slots = slots;
  }

  @Override
  public void begun(
      int slot,
      long traceHi,
      long traceLo,
      long spanId,
      long parentSpanId,
      byte flags,
      long startEpochNanos) {
    if (slot >= slots) {
      return;
    }
    int at = BoxFormat.slot(slot);
    if (box.getLong(at) == 0) {
      // not when it takes over its caller's trace, because then it has them already
      box.putLong(at + BoxFormat.METHOD, 0);
      box.putLong(at + BoxFormat.PATH, 0);
    }
    box.putLong(at + BoxFormat.TRACE_HI, traceHi);
    box.putLong(at + BoxFormat.TRACE_LO, traceLo);
    box.putLong(at + BoxFormat.SPAN, spanId);
    box.putLong(at + BoxFormat.PARENT, parentSpanId);
    box.putLong(at + BoxFormat.START, startEpochNanos);
    box.putLong(at + BoxFormat.FLAGS, flags);
    box.putLong(
        at, BoxFormat.check(traceHi, traceLo, spanId, parentSpanId, startEpochNanos, flags));
  }

  @Override
  public void method(int slot, Name method) {
    if (slot < slots) {
      text(BoxFormat.slot(slot) + BoxFormat.METHOD, BoxFormat.METHOD_BYTES, method);
    }
  }

  @Override
  public void path(int slot, Name path) {
    if (slot < slots) {
      text(BoxFormat.slot(slot) + BoxFormat.PATH, BoxFormat.PATH_BYTES, path);
    }
  }

  private void text(int mark, int most, Name name) {
    int length = name.length(most);
    long sum = length;
    for (int i = 0; i < length; i += 8) {
      long word = name.word(i);
      box.putLong(mark + 8 + i, word);
      sum = BoxFormat.mix(sum, word);
    }
    box.putLong(mark, sum << 32 | length);
  }

  @Override
  public void ended(int slot) {
    if (slot < slots) {
      box.putLong(BoxFormat.slot(slot), 0);
    }
  }
}
