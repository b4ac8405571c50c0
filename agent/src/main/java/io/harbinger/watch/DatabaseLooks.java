package io.harbinger.watch;

import io.harbinger.cause.DatabaseView;
import io.harbinger.timeline.ConnectAttempt;
import io.harbinger.timeline.Database;
import io.harbinger.timeline.Failure;
import io.harbinger.timeline.RunningStatement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What is known of the databases, look by look, so that a request that has ended can be judged by
 * the last look while it still ran. The watcher's thread alone uses it.
 */
final class DatabaseLooks {
  private static final int CAPACITY = 240;
  private static final long MINUTE = 60_000_000_000L;
  private static final long RECENT = 20_000_000_000L;

  private static final class Look {
    final long atNanos;
    final DatabaseView view;

    Look(long atNanos, DatabaseView view) {
      this.atNanos = atNanos;
      this.view = view;
    }
  }

  private static final DatabaseView NOTHING =
      new DatabaseView(
          Collections.emptyList(),
          0,
          0,
          Collections.emptyList(),
          Collections.emptyList(),
          false,
          null);

  private final ArrayDeque<Look> looks = new ArrayDeque<>();
  private final long[] tickNanos = new long[2_048];
  private final long[] tickCompleted = new long[2_048];
  private int ticks;

  /** At each tick: how many statements have completed since the start of the process. */
  void tick(long now, long completed) {
    tickNanos[ticks % tickNanos.length] = now;
    tickCompleted[ticks++ % tickNanos.length] = completed;
  }

  void add(long now, DatabaseView view) {
    if (looks.size() == CAPACITY) {
      looks.removeFirst();
    }
    looks.addLast(new Look(now, view));
  }

  /**
   * The last look not later than {@code until}, with completions counted from {@code from}; the
   * connection attempts and lock waits of the whole stretch.
   */
  DatabaseView between(long from, long until) {
    DatabaseView last = NOTHING;
    List<DatabaseView.Blocked> blocked = new ArrayList<>();
    boolean inspected = false;
    String failure = null;
    for (Look look : looks) {
      if (look.atNanos - from < 0 || look.atNanos - until > 0) {
        continue;
      }
      last = look.view;
      if (!look.view.blocked.isEmpty()) {
        blocked = look.view.blocked;
      }
      inspected |= look.view.inspected;
      failure = look.view.inspectionFailure == null ? failure : look.view.inspectionFailure;
    }
    return new DatabaseView(
        last.running,
        Math.max(0, completedAt(until) - completedAt(from)),
        last.lastCompletedNanos,
        connects(last, from, until),
        blocked,
        inspected,
        failure,
        last.unread);
  }

  /** What the recorder sees now; nobody has been asked yet. */
  static DatabaseView of(
      Database database, List<RunningStatement> statements, int unread, long now) {
    List<DatabaseView.Running> running = new ArrayList<>();
    for (RunningStatement statement : statements) {
      running.add(
          new DatabaseView.Running(statement.statement.text, statement.sinceNanos, statement.who));
    }
    List<DatabaseView.Connect> connects = new ArrayList<>();
    for (ConnectAttempt attempt : database.connects()) {
      Failure failure = attempt.done ? attempt.failure : null;
      if (attempt.done && failure == null) {
        // a recent one still explains a queue that has not drained
        connects.removeIf(
            earlier ->
                earlier.url.equals(attempt.url)
                    && earlier.error != null
                    && now - earlier.startNanos > RECENT);
      }
      boolean wrong = !attempt.done || failure != null;
      if (wrong) {
        connects.add(
            new DatabaseView.Connect(
                attempt.startNanos,
                (attempt.done ? attempt.endNanos : now) - attempt.startNanos,
                attempt.url,
                failure == null ? null : failure.type + ": " + failure.message,
                failure == null ? null : failure.sqlState));
      }
    }
    return new DatabaseView(
        running,
        0,
        database.lastCompletedNanos(),
        connects,
        Collections.emptyList(),
        false,
        null,
        unread);
  }

  /**
   * Those attempts of the last look that touch the stretch, or failed in the minute before it: a
   * pool tries only now and then, and none has succeeded since.
   */
  private static List<DatabaseView.Connect> connects(DatabaseView last, long from, long until) {
    List<DatabaseView.Connect> found = new ArrayList<>();
    for (DatabaseView.Connect connect : last.connects) {
      boolean ended = connect.error != null;
      long end = connect.startNanos + connect.nanos;
      if (connect.startNanos - until <= 0 && (!ended || end - from >= -MINUTE)) {
        found.add(connect);
      }
    }
    return found;
  }

  private long completedAt(long nanos) {
    long completed = 0;
    int first = Math.max(0, ticks - tickNanos.length);
    for (int i = ticks - 1; i >= first; i--) {
      completed = tickCompleted[i % tickNanos.length];
      if (tickNanos[i % tickNanos.length] - nanos <= 0) {
        return completed;
      }
    }
    return completed;
  }
}
