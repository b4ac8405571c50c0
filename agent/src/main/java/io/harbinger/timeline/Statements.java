package io.harbinger.timeline;

import java.util.Collection;
import java.util.Collections;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The SQL texts that this process runs.
 *
 * <pre>
 *   raw text ──(seen before)──────────────► Statement
 *            ──► Sql.scrub ──► clean text ─► Statement
 * </pre>
 *
 * <p>A lookup of a text seen before takes no lock and allocates nothing. Texts with literals in
 * them are remembered in a smaller table of their own, since they seldom come twice. Beyond the cap
 * all texts share one entry's figures, and each execution pays for its own description.
 */
public final class Statements {
  private static final int RAW_LENGTH = 8_192;

  /** Has the figures of the texts beyond the cap. */
  public final Statement other = new Statement(0, "other statements", "other statements");

  /** Executed without a text that anybody told. */
  public final Statement unknown = new Statement(1, "prepared statement", "prepared statement");

  final WeakTexts prepared = new WeakTexts();

  private final int cap;
  private final ConcurrentHashMap<String, Statement> clean = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Statement> raw = new ConcurrentHashMap<>();
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
    return seen != null ? seen : scrubbed(sql);
  }

  private Statement scrubbed(String sql) {
    String text = Sql.scrub(sql);
    Statement statement = clean.get(text);
    if (statement == null) {
      if (clean.size() >= cap) {
        return new Statement(text, Sql.summary(text), other);
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
