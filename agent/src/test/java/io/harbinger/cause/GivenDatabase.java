package io.harbinger.cause;

import io.harbinger.bridge.Kind;
import io.harbinger.timeline.Baseline;
import io.harbinger.timeline.SystemLimit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the database was busy with, and what it answered when it was asked. */
abstract class GivenDatabase extends GivenThreads {
  private Long lastCompleted;
  private boolean inspected;
  private Long asked;
  private String inspectionFailure;
  private int unread = -1;
  private final Map<String, List<Long>> running = new LinkedHashMap<>();
  private final List<DatabaseView> hangs = new ArrayList<>();
  private final List<DatabaseView.Release> releases = new ArrayList<>();
  private final List<DatabaseView.Connect> connects = new ArrayList<>();
  private final List<DatabaseView.Blocked> blocked = new ArrayList<>();

  Given running(String sql, long sinceMillis) {
    running.computeIfAbsent(sql, key -> new ArrayList<>()).add(nanos(sinceMillis));
    return itself();
  }

  /**
   * Seen in a look before the last, with what else hung then: the statement was in flight, others
   * were answered until.
   */
  Given hung(long at, long lastCompletedAt, String sql, long sinceMillis) {
    List<DatabaseView.Running> hung = new ArrayList<>();
    hung.add(new DatabaseView.Running(sql, nanos(sinceMillis), "GET /x", 0));
    if (!hangs.isEmpty() && hangs.get(hangs.size() - 1).atNanos == nanos(at)) {
      hung.addAll(hangs.remove(hangs.size() - 1).running);
    }
    hangs.add(DatabaseView.look(nanos(at), hung, nanos(lastCompletedAt), List.of(), unread));
    return itself();
  }

  /** Those that began then came back together. */
  Given cameBack(long from, long to, String sql, long... since) {
    List<DatabaseView.Running> back = new ArrayList<>();
    for (long at : since) {
      back.add(new DatabaseView.Running(sql, nanos(at), "GET /x", 0));
    }
    releases.add(new DatabaseView.Release(nanos(from), nanos(to), back));
    return itself();
  }

  Given lastCompleted(long at) {
    lastCompleted = nanos(at);
    return itself();
  }

  Given connect(String error, String state, long from, long millis) {
    return connect(error, state, from, millis, null);
  }

  Given connect(String error, String state, long from, long millis, SystemLimit limit) {
    String url = "jdbc:postgresql://db:5432/shop";
    connects.add(
        new DatabaseView.Connect(nanos(from), millis * 1_000_000, url, error, state, limit));
    return itself();
  }

  Given asked() {
    return askedAt(elapsed);
  }

  Given askedAt(long at) {
    inspected = true;
    asked = at;
    return itself();
  }

  Given unread(int connections) {
    unread = connections;
    return itself();
  }

  Given askingFailed(String why) {
    inspectionFailure = why;
    return itself();
  }

  Given blocked(String waitingSql, long waitingMillis, String state, long blockerMillis) {
    inspected = true;
    blocked.add(
        new DatabaseView.Blocked(
            nanos(elapsed),
            waitingSql,
            waitingMillis,
            "4711",
            "ALTER TABLE visits ADD note text",
            state,
            blockerMillis));
    return itself();
  }

  DatabaseView database() {
    long now = nanos(elapsed);
    long last = lastCompleted == null ? now - 5_000_000 : lastCompleted;
    return DatabaseView.look(now, running(), last, connects, unread)
        .told(blocked, inspected, asked == null ? now : nanos(asked), inspectionFailure)
        .since(connects, hangs, releases);
  }

  private List<DatabaseView.Running> running() {
    List<DatabaseView.Running> all = new ArrayList<>();
    running.forEach(
        (sql, since) -> {
          Baseline known = usual.get(Kind.DB + sql);
          long completed = known == null ? 0 : known.lastCompletedNanos;
          since.forEach(at -> all.add(new DatabaseView.Running(sql, at, "GET /x", completed)));
        });
    all.sort((a, b) -> Long.signum(a.sinceNanos - b.sinceNanos));
    return all;
  }
}
