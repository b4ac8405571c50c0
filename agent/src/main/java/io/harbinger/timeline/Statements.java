package io.harbinger.timeline;

import java.util.Collection;
import java.util.Collections;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The SQL texts that this process runs.
 *
 * <pre>
 *   raw text ──(seen before)──────────────► Statement
 *            ──► Sql.scrub ──► clean text ─► Statement
 *            ──(was beyond the cap)────────► Statement made for this execution, not scrubbed yet
 * </pre>
 *
 * <p>A lookup of a text seen before takes no lock and allocates nothing. Texts with literals in
 * them are remembered in a smaller table of their own, since they seldom come twice. Beyond the cap
 * all texts share one entry's figures. Of those only hashes are remembered, the last at each place:
 * in the worst case a text is booked with them that has figures of its own.
 */
public final class Statements {
  private static final int RAW_LENGTH = 8_192;

  /** A power of two. */
  private static final int BEYOND = 1 << 14;

  /** Has the figures of the texts beyond the cap. */
  public final Statement other = new Statement(0, "other statements", "other statements");

  /** Executed without a text that anybody told. */
  public final Statement unknown = new Statement(1, "prepared statement", "prepared statement");

  final WeakTexts prepared = new WeakTexts();

  private final int cap;
  private final ConcurrentHashMap<String, Statement> clean = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Statement> raw = new ConcurrentHashMap<>();

  /** Hash and length of texts beyond the cap; made with the first. */
  private volatile AtomicLongArray beyond;

  private final AtomicInteger ids = new AtomicInteger(2);

  Statements(int cap) {
    this.cap = cap;
  }

  Statement of(String sql) {
    if (sql == null) {
      return unknown;
    }
    Statement seen = clean.get(sql);
    if (seen == null) {
      seen = raw.get(sql);
    }
    if (seen == null && isBeyond(sql)) {
      return new Statement(sql, other);
    }
    return seen != null ? seen : scrubbed(sql);
  }

  private boolean isBeyond(String sql) {
    AtomicLongArray known = beyond;
    return known != null && known.get(place(sql)) == mark(sql);
  }

  private void remember(String sql) {
    if (sql.length() <= RAW_LENGTH) {
      if (beyond == null) {
        beyond = new AtomicLongArray(BEYOND);
      }
      beyond.lazySet(place(sql), mark(sql));
    }
  }

  private static int place(String sql) {
    int hash = sql.hashCode();
    return (hash ^ hash >>> 16) & BEYOND - 1;
  }

  private static long mark(String sql) {
    return (long) sql.hashCode() << 32 | sql.length();
  }

  private Statement scrubbed(String sql) {
    String text = Sql.scrub(sql);
    Statement statement = clean.get(text);
    if (statement == null) {
      if (clean.size() >= cap) {
        remember(sql);
        return new Statement(sql.length() <= RAW_LENGTH ? sql : text, other);
      }
      Statement fresh = new Statement(ids.getAndIncrement(), text, Sql.summary(text));
      Statement raced = clean.putIfAbsent(text, fresh);
      statement = raced == null ? fresh : raced;
    }
    if (sql.length() <= RAW_LENGTH && raw.size() < cap / 4) {
      raw.put(sql, statement);
    }
    return statement;
  }

  /** Of a text as {@link SegmentView#detail} has it, or null. */
  Statement find(String text) {
    return text == null ? null : clean.get(text);
  }

  public Collection<Statement> all() {
    return Collections.unmodifiableCollection(clean.values());
  }
}
