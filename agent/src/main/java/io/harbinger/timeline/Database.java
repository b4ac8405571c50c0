package io.harbinger.timeline;

import io.harbinger.bridge.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;

/** What this process does with its databases: statements in flight, completions, connects. */
public final class Database {
  private static final int MAX_ACCESS = 8;

  public final Statements statements;
  public final LateAnswers late = new LateAnswers();
  final ConnectAttempts attempts = new ConnectAttempts();

  private final OpenRequests open;
  private final Seats seats;
  private final boolean keepsAccess;
  private final CopyOnWriteArrayList<DatabaseAccess> access = new CopyOnWriteArrayList<>();

  private final CopyOnWriteArrayList<ReadTimeout> endless = new CopyOnWriteArrayList<>();

  Database(Statements statements, OpenRequests open, Seats seats, boolean keepsAccess) {
    this.statements = statements;
    this.open = open;
    this.seats = seats;
    this.keepsAccess = keepsAccess;
  }

  /** Oldest first. */
  public List<RunningStatement> running() {
    List<RunningStatement> running = new ArrayList<>();
    OpenLanes.forEach(open, seats, (request, lane) -> addRunning(running, request, lane));
    running.sort((a, b) -> Long.signum(a.sinceNanos - b.sinceNanos));
    return running;
  }

  private static void addRunning(List<RunningStatement> running, Timeline request, Lane lane) {
    if (!OpenLanes.has(lane, Kind.DB, null)) {
      return;
    }
    long generation = request == null ? 0 : request.generation();
    Segments segments = lane.segments();
    for (int i = Math.min(lane.count(), segments.capacity) - 1; i >= 0; i--) {
      Object detail = segments.detail(i);
      if (segments.end(i) == Segments.OPEN && detail instanceof Statement) {
        String who = request == null ? lane.threadName : request.who();
        RunningStatement found =
            new RunningStatement((Statement) detail, segments.start(i), who, lane.threadId);
        if (request == null || request.is(generation, Timeline.LIVE)) {
          running.add(found);
        }
        return;
      }
    }
  }

  /** {@code nanoTime} of the last answer to a statement of any text; 0: none. */
  public long lastCompletedNanos() {
    long last =
        Distribution.later(statements.other.completedNanos(), statements.unknown.completedNanos());
    for (Statement statement : statements.all()) {
      last = statement.local ? last : Distribution.later(last, statement.completedNanos());
    }
    return last;
  }

  /** The latest 64, oldest first, with those that still hang. */
  public List<ConnectAttempt> connects() {
    return attempts.all();
  }

  /** How the application connects; empty unless the database may be asked. */
  public Collection<DatabaseAccess> access() {
    return access;
  }

  /** Databases that this process has connected to without a limit on reading. */
  public Collection<ReadTimeout> withoutReadTimeout() {
    return endless;
  }

  void connected(Object driver, String url, Properties info) {
    if (url != null && endless.size() < MAX_ACCESS) {
      ReadTimeout missing = ReadTimeout.missing(url, info);
      if (missing != null
          && endless.stream().noneMatch(known -> known.database.equals(missing.database))) {
        endless.add(missing);
      }
    }
    if (!keepsAccess || url == null || access.size() >= MAX_ACCESS) {
      return;
    }
    for (DatabaseAccess known : access) {
      if (known.url.equals(url)) {
        return;
      }
    }
    Properties copy = new Properties();
    if (info != null) {
      for (String key : info.stringPropertyNames()) {
        copy.setProperty(key, info.getProperty(key));
      }
    }
    access.add(new DatabaseAccess(driver, url, copy));
  }
}
