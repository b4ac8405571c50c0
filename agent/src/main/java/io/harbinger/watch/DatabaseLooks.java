package io.harbinger.watch;

import io.harbinger.cause.DatabaseView;
import io.harbinger.timeline.ConnectAttempt;
import io.harbinger.timeline.Database;
import io.harbinger.timeline.Failure;
import io.harbinger.timeline.LateAnswer;
import io.harbinger.timeline.RunningStatement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of the databases, look by look, so that a request that has ended can be judged by
 * the looks while it still ran. The watcher's thread alone uses it.
 */
final class DatabaseLooks {
  /** A statement of this age hangs, or half the age of a request that is younger than two of it. */
  private static final long HANGS = 500_000_000L;

  private static final int CAPACITY = 240;
  private static final long MINUTE = 60_000_000_000L;
  private static final long RECENT = 20_000_000_000L;

  private final ArrayDeque<DatabaseView> looks = new ArrayDeque<>();
  private final Releases releases = new Releases();

  /**
   * @param running what the look was made of
   * @param late what came back since the last look after it had hung
   */
  void add(DatabaseView look, List<RunningStatement> running, List<LateAnswer> late) {
    if (looks.size() == CAPACITY) {
      looks.removeFirst();
    }
    looks.addLast(look);
    releases.look(late, running, look.atNanos);
  }

  /** The last look saw something hang: one more will tell how it ended. */
  boolean hanging() {
    return !looks.isEmpty() && looks.getLast().hangs(HANGS);
  }

  /**
   * The last look not later than {@code until}; the connection attempts and lock waits from {@code
   * from} on; the looks in which something hung, and what came back at once, since {@code queue}.
   *
   * @param queue from when on a request may owe its time to others, not after {@code from}
   * @param ended until when what hung may have come back, not before {@code until}
   * @param present stands in where nobody looked, as for a request that fails at once
   */
  DatabaseView between(long queue, long from, long until, long ended, DatabaseView present) {
    DatabaseView last = present;
    List<DatabaseView.Blocked> blocked = new ArrayList<>();
    List<DatabaseView> hangs = new ArrayList<>();
    long hanging = Math.min(HANGS, (until - from) / 2);
    boolean inspected = false;
    long asked = 0;
    String failure = null;
    for (DatabaseView look : looks) {
      if (look.atNanos - queue < 0 || look.atNanos - until > 0) {
        continue;
      }
      if (look.hangs(hanging)) {
        hangs.add(look);
      }
      if (look.atNanos - from < 0) {
        continue;
      }
      last = look;
      if (!look.blocked.isEmpty()) {
        blocked = look.blocked;
      }
      if (look.inspected) {
        inspected = true;
        asked = look.askedNanos;
      }
      failure = look.inspectionFailure == null ? failure : look.inspectionFailure;
    }
    return last.told(blocked, inspected, asked, failure)
        .since(connects(last, from, until), hangs, releases.between(queue, ended));
  }

  /** What the recorder sees now; nobody has been asked yet. */
  static DatabaseView of(
      Database database, List<RunningStatement> statements, int unread, long now) {
    List<DatabaseView.Running> running = new ArrayList<>();
    for (RunningStatement statement : statements) {
      running.add(
          new DatabaseView.Running(
              statement.statement.text(),
              statement.sinceNanos,
              statement.who,
              statement.statement.completedNanos()));
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
                failure == null ? null : failure.sqlState,
                failure == null ? null : failure.limit));
      }
    }
    return DatabaseView.look(now, running, database.lastCompletedNanos(), connects, unread);
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
}
