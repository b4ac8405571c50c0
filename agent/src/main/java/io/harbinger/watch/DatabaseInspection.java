package io.harbinger.watch;

import io.harbinger.cause.DatabaseView;
import io.harbinger.log.Daemon;
import io.harbinger.log.Log;
import io.harbinger.timeline.DatabaseAccess;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Asks the databases of the application who waits for whom, when a statement hangs.
 *
 * <pre>
 *   watcher: statement older than 0.5 s, last question older than 5 s ──► thread harbinger-db-inspect
 *     one database after the other: connect as the application does, read only, ask, close
 *   watcher, at every look: the last answer, if it was given while the oldest statement ran
 * </pre>
 *
 * <p>At most one connection at a time. PostgreSQL, MySQL and MariaDB; where the application has
 * another database as well, an answer proves nothing about the absence of locks.
 */
public final class DatabaseInspection implements DatabaseQuestions {
  private static final long HANGS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long PAUSE = TimeUnit.SECONDS.toNanos(5);

  /** What all databases together answered; a failure does not take away what others said. */
  private static final class Answer {
    final long askedNanos;
    final List<DatabaseView.Blocked> blocked;
    final boolean complete;
    final String failure;

    Answer(long askedNanos, List<DatabaseView.Blocked> blocked, boolean complete, String failure) {
      this.askedNanos = askedNanos;
      this.blocked = blocked;
      this.complete = complete;
      this.failure = failure;
    }
  }

  private final Supplier<Collection<DatabaseAccess>> access;
  private final LongSupplier nanoTime;
  private final Log log;
  private final Consumer<Runnable> start;

  /** The watcher's thread alone uses these two. */
  private boolean asked;

  private long askedNanos;

  /** Set by the watcher's thread, cleared by the inspection's. */
  private volatile boolean asking;

  /** Written by the inspection's thread; the answer itself never changes. */
  private volatile Answer last;

  public DatabaseInspection(
      Supplier<Collection<DatabaseAccess>> access, LongSupplier nanoTime, Log log) {
    this(access, nanoTime, log, task -> onOwnThread(task, log));
  }

  DatabaseInspection(
      Supplier<Collection<DatabaseAccess>> access,
      LongSupplier nanoTime,
      Log log,
      Consumer<Runnable> start) {
    this.access = access;
    this.nanoTime = nanoTime;
    this.log = log;
    this.start = start;
  }

  @Override
  public DatabaseView ask(DatabaseView present, long now) {
    if (present.running.isEmpty()) {
      return present;
    }
    long oldest = present.running.get(0).sinceNanos;
    boolean rested = !asked || now - askedNanos >= PAUSE;
    if (now - oldest >= HANGS && rested && !asking) {
      asked = true;
      askedNanos = now;
      start();
    }
    if (asking && now - askedNanos >= PAUSE) {
      long seconds = TimeUnit.NANOSECONDS.toSeconds(now - askedNanos);
      return present.told(Collections.emptyList(), false, 0, "no answer for " + seconds + " s");
    }
    Answer answer = last;
    boolean fits = answer != null && answer.askedNanos - oldest >= HANGS;
    return fits
        ? present.told(answer.blocked, answer.complete, answer.askedNanos, answer.failure)
        : present;
  }

  private void start() {
    asking = true;
    try {
      start.accept(this::run);
    } catch (Throwable noThread) {
      asking = false;
    }
  }

  private static void onOwnThread(Runnable task, Log log) {
    // named so, because the recorder leaves threads of this name alone
    Daemon.of("harbinger-db-inspect", 512, task, log).start();
  }

  private void run() {
    try {
      last = answer();
    } catch (Throwable t) {
      log.warn("db-inspect", "the database inspection failed", t);
    } finally {
      asking = false;
    }
  }

  private Answer answer() {
    long now = nanoTime.getAsLong();
    List<DatabaseView.Blocked> blocked = new ArrayList<>();
    boolean complete = true;
    String failure = null;
    for (DatabaseAccess each : access.get()) {
      LockQuestion question = LockQuestion.of(each.url);
      if (question == null || !(each.driver instanceof Driver)) {
        complete = false;
        continue;
      }
      List<LockWait> found = new ArrayList<>();
      try {
        ask(each, question, found);
      } catch (Exception e) {
        failure = reason(e, each.properties);
        log.warn("db-inspect " + failure, "a database did not say who blocks whom: " + failure);
      }
      blocked.addAll(LockChains.heads(found, now));
    }
    return new Answer(
        now, Collections.unmodifiableList(blocked), complete && failure == null, failure);
  }

  private static void ask(DatabaseAccess access, LockQuestion question, List<LockWait> found)
      throws SQLException {
    Driver driver = (Driver) access.driver;
    Properties limits = question.limits();
    Properties properties = new Properties();
    properties.putAll(access.properties);
    properties.putAll(limits);
    String url = DatabaseUrl.without(access.url, limits.stringPropertyNames());
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    // because drivers look for their parts there
    thread.setContextClassLoader(driver.getClass().getClassLoader());
    try (Connection connection = driver.connect(url, properties)) {
      if (connection == null) {
        throw new SQLException("the driver does not know its own address any more");
      }
      connection.setReadOnly(true);
      question.ask(connection, found);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** The first line of what the driver says, with no password in it. */
  private static String reason(Exception e, Properties properties) {
    String message = String.valueOf(e.getMessage()).split("\\R", 2)[0];
    String password = properties.getProperty("password");
    if (password != null && !password.isEmpty()) {
      message = message.replace(password, "***");
    }
    message = message.replaceAll("(?i)(password=)[^&;\\s]*", "$1***");
    String state = e instanceof SQLException ? ((SQLException) e).getSQLState() : null;
    return state == null ? message : message + " (SQLSTATE " + state + ")";
  }
}
