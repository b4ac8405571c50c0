package io.harbinger.timeline;

import io.harbinger.bridge.Kind;
import java.util.Properties;
import java.util.function.LongSupplier;

/** Statements, connects, borrowing and giving back, as the advice tells them. */
final class Jdbc {
  private final LongSupplier nanoTime;
  private final Seats seats;
  private final Database database;
  private final Statements statements;
  private final Pools pools;
  private final Counters counters;

  Jdbc(LongSupplier nanoTime, Seats seats, Database database, Pools pools, Counters counters) {
    this.nanoTime = nanoTime;
    this.seats = seats;
    this.database = database;
    statements = database.statements;
    this.pools = pools;
    this.counters = counters;
  }

  void prepared(Object statement, String sql) {
    if (statement == null || sql == null) {
      return;
    }
    Seat seat = seats.mine();
    Statement text = statements.of(sql);
    text.isBehind(statement);
    if (seat.lane() != null) {
      seat.prepared.put(statement, text);
    } else if (!seat.ours) {
      statements.prepared.put(statement, text);
    }
  }

  int statementStarted(Object statement, String sql) {
    Seat seat = seats.mine();
    Lane lane = seats.lane(seat);
    if (lane == null || lane.isIn(Kind.DB)) {
      if (lane != null && sql != null) {
        statements.of(sql).isBehind(statement);
      }
      return -1;
    }
    Statement text = sql == null ? text(seat, statement) : statements.of(sql);
    text.ranOn(statement);
    int token = lane.start(Kind.DB, nanoTime.getAsLong(), text, lane.pool);
    if (token >= 0 && lane.timeline != null) {
      lane.statements.count(text);
    }
    return token;
  }

  private Statement text(Seat seat, Object statement) {
    Statement text = seat.prepared.get(statement);
    if (text == null) {
      text = statements.prepared.get(statement);
    }
    return text == null ? statements.unknown : text;
  }

  /**
   * @param answered false: it ended without an answer of the database, though without an exception
   */
  void statementEnded(int token, Throwable error, boolean answered) {
    Lane lane = seats.lane(seats.mine());
    if (lane == null || !lane.isOpen(token)) {
      return;
    }
    long now = nanoTime.getAsLong();
    Object text = lane.detail(token);
    long nanos = lane.end(token, now, 0, Failure.of(error, false));
    if (text instanceof Statement) {
      boolean failed = error != null || !answered;
      if (!failed) {
        database.late.answered((Statement) text, nanos, now);
      }
      ((Statement) text).completed(nanos, now, failed);
    }
  }

  /** The lane that now shows a fetch; null inside of another one. */
  Lane fetchStarted() {
    Lane lane = seats.lane(seats.mine());
    return lane != null && lane.fetchStarted() ? lane : null;
  }

  int connectStarted(String url) {
    Lane lane = seats.lane(seats.mine());
    if (lane == null) {
      return -1;
    }
    long now = nanoTime.getAsLong();
    if (lane.isConnecting()) {
      return -1;
    }
    ConnectAttempt attempt = database.attempts.start(JdbcUrl.scrub(url), now);
    int token = lane.startConnect(now, attempt);
    if (token < 0) {
      attempt.end(now, null);
    }
    return token;
  }

  void connectEnded(
      int token, Object driver, String url, Properties info, Object connection, Throwable error) {
    Lane lane = seats.lane(seats.mine());
    if (lane == null || !lane.isOpen(token)) {
      return;
    }
    long now = nanoTime.getAsLong();
    Failure failure = Failure.of(error, false);
    Object attempt = lane.detail(token);
    long nanos = lane.end(token, now, 0, failure);
    if (attempt instanceof ConnectAttempt) {
      ((ConnectAttempt) attempt).end(now, failure);
    }
    if (error == null && connection != null) {
      database.connected(driver, url, info);
      PoolEntry maker = pools.madeBy(lane);
      if (maker != null) {
        maker.creates.record(nanos);
      }
    }
  }

  void poolSeen(Object pool) {
    pools.of(pool);
  }

  int borrowStarted(Object pool) {
    Lane lane = seats.lane(seats.mine());
    PoolEntry entry = lane == null ? null : pools.of(pool);
    return entry == null ? -1 : lane.start(Kind.POOL_WAIT, nanoTime.getAsLong(), entry, null);
  }

  void borrowEnded(int token, Object pool, Throwable error) {
    Lane lane = seats.lane(seats.mine());
    if (lane == null || !lane.isOpen(token)) {
      return;
    }
    Object detail = lane.detail(token);
    long nanos = lane.end(token, nanoTime.getAsLong(), 0, Failure.of(error, false));
    if (!(detail instanceof PoolEntry)) {
      return;
    }
    PoolEntry entry = (PoolEntry) detail;
    entry.waiting.record(nanos);
    if (error != null) {
      entry.failures.increment();
      if (entry.timeoutMillis != 0 && nanos / 1_000_000 * 10 >= entry.timeoutMillis * 9) {
        entry.timeouts.increment();
      }
    }
  }

  void taken(Object pool, Object connection) {
    Seat seat = seats.mine();
    Lane lane = seats.lane(seat);
    PoolEntry entry = lane == null || connection == null ? null : pools.of(pool);
    if (entry == null) {
      return;
    }
    long now = nanoTime.getAsLong();
    if (entry.holders.take(connection, lane, seat, now, pools.whereabouts(entry, now))) {
      entry.taken.increment();
      lane.held++;
      lane.pool = entry;
    } else {
      counters.dropped.increment();
    }
  }

  void returned(Object pool, Object connection) {
    PoolEntry entry = connection == null ? null : pools.of(pool);
    if (entry == null) {
      return;
    }
    Lane lane = seats.lane(seats.mine());
    long nanos = entry.holders.giveBack(connection, lane, nanoTime.getAsLong());
    if (nanos >= 0) {
      entry.taken.decrement();
      entry.holds.record(nanos);
    }
  }
}
