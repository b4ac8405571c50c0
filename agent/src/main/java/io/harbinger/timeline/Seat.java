package io.harbinger.timeline;

/** What the recorder knows of one thread; touched by that thread alone. */
final class Seat {
  final Thread thread = Thread.currentThread();
  final PreparedTexts prepared = new PreparedTexts();

  /** Where the last timeline was found: the next one is probably free there. */
  int hint;

  /** Lane of this thread when it works for no request; made at the first need. */
  Lane background;

  /** When the connector handed over the work that this thread does now; see {@link Tasks}. */
  boolean workQueued;

  long workQueuedNanos;
  ExecutorEntry workExecutor;

  /** Scratch for {@link Tasks}. */
  final TaskSlots.Slot taken = new TaskSlots.Slot();

  private Lane lane;

  /** Serial of the lane when it was bound: differs once somebody else took the lane. */
  private int serial;

  /** One of the agent's own threads, whose work is nobody's. */
  final boolean ours = thread.getName().startsWith("harbinger");

  /** The lane of a request that this thread works for, or null. */
  Lane lane() {
    Lane bound = lane;
    if (bound != null && bound.serial != serial) {
      lane = null;
      return null;
    }
    return bound;
  }

  /** Sits down at a lane that was just bound to this thread. */
  void enter(Lane next) {
    next.previous = lane();
    next.previousSerial = serial;
    lane = next;
    serial = next.serial;
  }

  /** Goes back to what this thread did before, if that is still its own. */
  void leave(Lane left) {
    if (lane == left) {
      lane = left.previous;
      serial = left.previousSerial;
      left.previous = null;
    }
    if (lane == null) {
      prepared.clear();
    }
  }
}
