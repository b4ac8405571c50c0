package io.harbinger.blackbox;

import io.harbinger.bridge.Kind;
import io.harbinger.cause.Finding;
import io.harbinger.timeline.OpenRequests;
import io.harbinger.timeline.RequestView;
import io.harbinger.timeline.SegmentView;
import io.harbinger.timeline.Sql;
import io.harbinger.timeline.Timeline;
import io.harbinger.timeline.Whereabouts;
import io.harbinger.watch.Warning;
import java.nio.ByteBuffer;

/**
 * What a request in flight is doing, noted beside its ids once it is 100 ms old and about once a
 * second from then on.
 *
 * <p>At most 64 notes a tick, so that thousands of hanging requests cost what a few cost; they are
 * renewed less often then. All fields belong to the watch thread.
 */
final class Notes implements OpenRequests.Visitor, Known {
  private static final long OLD_NANOS = 100_000_000L;
  private static final long AGAIN_NANOS = 1_000_000_000L;
  private static final int PER_TICK = 64;
  private static final int LONGEST = 76;

  private final ByteBuffer box;
  private final OpenRequests open;
  private final int slots;

  // by slot
  private final long[] generations;
  private final long[] notedNanos;
  private final long[] spans;
  private final int[] flags;
  private final Finding[] findings;

  private long now;
  private int old;

  /** Slot of the request that was warned of last. */
  private int found;

  private int left;
  private long againNanos = AGAIN_NANOS;

  Notes(ByteBuffer box, int slots, OpenRequests open) {
    this.box = box;
    this.slots = slots;
    this.open = open;
    generations = new long[slots];
    notedNanos = new long[slots];
    spans = new long[slots];
    flags = new int[slots];
    findings = new Finding[slots];
  }

  void tick(long now) {
    this.now = now;
    old = 0;
    left = PER_TICK;
    open.forEachOlderThan(OLD_NANOS, now, this);
    // twice the time that one round takes, so that those at the end of the table have their turn
    againNanos = Math.max(AGAIN_NANOS, old / PER_TICK * 2 * OLD_NANOS);
  }

  @Override
  public void visit(Timeline request) {
    old++;
    int slot = request.slot();
    if (left == 0 || slot >= slots) {
      return;
    }
    boolean known = generations[slot] == request.generation() && spans[slot] != 0;
    if (known && now - notedNanos[slot] < againNanos) {
      return;
    }
    long generation = request.generation();
    Whereabouts seen = request.whereabouts();
    if (seen != null) {
      left--;
      if (!known) {
        generations[slot] = generation;
        begin(slot, seen.spanId);
      }
      notedNanos[slot] = now;
      write(slot, seen);
    }
  }

  /** Keeps what was said of this very request already. */
  private void begin(int slot, long span) {
    if (spans[slot] != span) {
      spans[slot] = span;
      flags[slot] = 0;
      findings[slot] = null;
    }
  }

  /** The request is at risk, or its gateway gave up; it may be too young for a note so far. */
  void warned(Warning warning) {
    int slot = slotOf(warning.request.trace.spanId);
    if (slot >= 0) {
      begin(slot, warning.request.trace.spanId);
      boolean gaveUp = warning.what == Warning.What.GAVE_UP;
      flags[slot] |= BoxFormat.WARNED | (gaveUp ? BoxFormat.GAVE_UP : 0);
      findings[slot] = warning.verdict == null ? null : warning.verdict.root;
      notedNanos[slot] = now - againNanos;
    }
  }

  @Override
  public RequestView view(CutRequest request, long ageNanos) {
    Timeline there = open.at(request.slot);
    RequestView view = there == null ? null : there.view(there.startNanos() + ageNanos);
    return view == null || view.trace.spanId != request.trace.spanId ? null : view;
  }

  /** Also for who reports the end of this process, when the watch thread has spoken last. */
  @Override
  public Finding finding(CutRequest request) {
    boolean same = request.slot < slots && spans[request.slot] == request.trace.spanId;
    return same ? findings[request.slot] : null;
  }

  private int slotOf(long span) {
    // downwards from the last one, because that is the order in which a crowd is warned of
    for (int i = 0; i < slots; i++) {
      int slot = found - i < 0 ? found - i + slots : found - i;
      if (spans[slot] == span) {
        found = slot;
        return slot;
      }
    }
    // in the file only then, because that is slow
    for (int slot = 0; slot < slots; slot++) {
      if (box.getLong(BoxFormat.slot(slot) + BoxFormat.SPAN) == span) {
        return slot;
      }
    }
    return -1;
  }

  /** Its client has left; one that was too young for a note so far goes without. */
  void left(long span) {
    add(span, BoxFormat.LEFT);
  }

  /** The process has closed its connection; the same of one that was too young. */
  void cut(long span) {
    add(span, BoxFormat.CUT);
  }

  private void add(long span, int flag) {
    for (int slot = 0; slot < slots; slot++) {
      int at = BoxFormat.slot(slot);
      if (spans[slot] == span && box.getLong(at + BoxFormat.NOTE_SPAN) == span) {
        flags[slot] |= flag;
        box.putInt(at + BoxFormat.NOTE_FLAGS, box.getInt(at + BoxFormat.NOTE_FLAGS) | flag);
        box.putLong(at + BoxFormat.NOTE, BoxFormat.noteCheck(box, at));
        return;
      }
    }
  }

  private void write(int slot, Whereabouts seen) {
    int at = BoxFormat.slot(slot);
    SegmentView current = seen.current;
    box.putLong(at + BoxFormat.NOTE_SPAN, seen.spanId);
    box.putLong(at + BoxFormat.NOTE_AGE, now - seen.startNanos);
    box.putLong(at + BoxFormat.NOTE_SEGMENT_AGE, current == null ? 0 : now - current.startNanos);
    box.putInt(at + BoxFormat.NOTE_KIND, current == null ? -1 : current.kind.ordinal());
    box.putInt(at + BoxFormat.NOTE_FLAGS, flags[slot] | (seen.answering ? BoxFormat.ANSWERING : 0));
    String text =
        cut(seen.route, LONGEST)
            + '\n'
            + cut(current == null ? null : detail(current), LONGEST)
            + '\n'
            + cut(findings[slot] == null ? null : findings[slot].cause, LONGEST)
            + '\n'
            + cut(seen.threadName, LONGEST);
    byte[] bytes = TextArea.utf8(text, BoxFormat.NOTE_TEXT_BYTES - 4);
    box.putInt(at + BoxFormat.NOTE_TEXT, bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      box.put(at + BoxFormat.NOTE_TEXT + 4 + i, bytes[i]);
    }
    box.putLong(at + BoxFormat.NOTE_THREAD, seen.threadId);
    box.putLong(at + BoxFormat.NOTE, BoxFormat.noteCheck(box, at));
  }

  private static String detail(SegmentView segment) {
    boolean sql = segment.kind == Kind.DB || segment.kind == Kind.DB_FETCH;
    return sql ? Sql.summary(segment.detail) : segment.detail;
  }

  private static String cut(String text, int most) {
    String line = text == null ? "" : text.replace('\n', ' ');
    return line.length() <= most ? line : line.substring(0, most);
  }
}
