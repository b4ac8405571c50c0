package io.harbinger.timeline;

import java.util.Locale;

/**
 * Takes the data out of an SQL text.
 *
 * <pre>
 *   select * from t where a = 'x' and b in (1, 2, 3)  ->  select * from t where a = ? and b in (?)
 * </pre>
 *
 * <p>Strings, numbers and dollar quotes become {@code ?}, comments and line breaks one space, lists
 * of {@code ?} one. Text in double quotes, backticks and brackets is taken for names, as the
 * standard says; MySQL's double-quoted strings, which it also allows, are scrubbed only where a
 * value is expected: after {@code = < > ( ,} or LIKE.
 */
public final class Sql {
  static final int MAX = 4_096;

  private final String sql;
  private final int length;
  private final StringBuilder out;
  private int at;

  /** Null until the first backslash in a string. */
  private Boolean escapes;

  private Sql(String sql) {
    this.sql = sql;
    length = Math.min(sql.length(), 4 * MAX);
    out = new StringBuilder(Math.min(length, MAX) + 8);
  }

  public static String scrub(String sql) {
    return new Sql(sql).scrubbed();
  }

  /** {@code SELECT owners pets}: operation and tables in their order, at most 255 characters. */
  public static String summary(String sql) {
    return SqlSummary.of(sql);
  }

  private String scrubbed() {
    while (at < length && out.length() < MAX) {
      char c = sql.charAt(at);
      if (c == '\'') {
        skipString('\'');
        value();
      } else if (c == '"' && valueExpected()) {
        skipString('"');
        value();
      } else if (c == '"' || c == '`') {
        name(c);
      } else if (c == '-' && next() == '-' || c == '#' && comment()) {
        skipTo("\n");
        space();
      } else if (c == '/' && next() == '*') {
        at += 2;
        skipTo("*/");
        space();
      } else if (c == '$' && dollarQuote()) {
        value();
      } else if (digit(c) && !inWord()) {
        skipNumber();
        value();
      } else if (c == '.' && digit(next()) && !inWord()) {
        skipNumber();
        value();
      } else if (Character.isWhitespace(c)) {
        at++;
        space();
      } else if (c == '?') {
        at++;
        value();
      } else {
        out.append(c);
        at++;
      }
    }
    boolean cut = at < length || length < sql.length();
    String text = out.toString().trim();
    return cut ? (text.length() > MAX ? text.substring(0, MAX) : text) + "…" : text;
  }

  /** Appends a question mark, or nothing after {@code (?,} and {@code (?}. */
  private void value() {
    if (endsInWord()) {
      String prefix = lastWord();
      if (prefix.length() <= 2 && "nxbeu&".indexOf(Character.toLowerCase(prefix.charAt(0))) >= 0) {
        out.setLength(out.length() - prefix.length());
      }
    }
    int end = out.length();
    while (end > 0 && out.charAt(end - 1) == ' ') {
      end--;
    }
    if (end > 1 && out.charAt(end - 1) == ',') {
      int before = end - 1;
      while (before > 0 && out.charAt(before - 1) == ' ') {
        before--;
      }
      if (before > 1 && out.charAt(before - 1) == '?' && opens(before - 1)) {
        out.setLength(before);
        return;
      }
    }
    out.append('?');
  }

  private boolean opens(int question) {
    int i = question;
    while (i > 0 && out.charAt(i - 1) == ' ') {
      i--;
    }
    return i > 0 && out.charAt(i - 1) == '(';
  }

  private boolean endsInWord() {
    return at > 0 && out.length() > 0 && word(out.charAt(out.length() - 1));
  }

  private String lastWord() {
    int start = out.length();
    while (start > 0 && word(out.charAt(start - 1))) {
      start--;
    }
    return out.substring(start);
  }

  private boolean valueExpected() {
    int i = out.length();
    while (i > 0 && out.charAt(i - 1) == ' ') {
      i--;
    }
    if (i == 0) {
      return false;
    }
    String before = out.substring(Math.max(0, i - 4), i).toLowerCase(Locale.ROOT);
    return "=<>".indexOf(out.charAt(i - 1)) >= 0 || before.equals("like");
  }

  private void name(char quote) {
    int end = sql.indexOf(quote, at + 1);
    end = end < 0 || end >= length ? length : end + 1;
    out.append(sql, at, end);
    at = end;
  }

  /** A doubled quote is inside; one after a backslash, too, where texts are written that way. */
  private void skipString(char quote) {
    at++;
    while (at < length) {
      char c = sql.charAt(at++);
      if (c == '\\' && escapes()) {
        at++;
      } else if (c == quote) {
        if (at < length && sql.charAt(at) == quote) {
          at++;
        } else {
          return;
        }
      }
    }
    at = length;
  }

  /**
   * Standard SQL knows no escapes, MySQL and E-strings do; the text itself tells: with escapes its
   * quotes come in pairs.
   */
  private boolean escapes() {
    if (escapes == null) {
      int quotes = 0;
      for (int i = 0; i < length; i++) {
        char c = sql.charAt(i);
        quotes += c == '\'' ? 1 : 0;
        i += c == '\\' ? 1 : 0;
      }
      escapes = quotes % 2 == 0;
    }
    return escapes;
  }

  private void skipNumber() {
    while (at < length) {
      char c = sql.charAt(at);
      boolean exponentSign =
          (c == '+' || c == '-') && (sql.charAt(at - 1) == 'e' || sql.charAt(at - 1) == 'E');
      if (!digit(c) && c != '.' && !Character.isLetter(c) && !exponentSign) {
        return;
      }
      at++;
    }
  }

  private boolean dollarQuote() {
    int end = at + 1;
    while (end < length && word(sql.charAt(end))) {
      end++;
    }
    if (end >= length || sql.charAt(end) != '$' || digit(sql.charAt(at + 1)) || inWord()) {
      return false;
    }
    String tag = sql.substring(at, end + 1);
    at = end + 1;
    skipTo(tag);
    return true;
  }

  private void skipTo(String mark) {
    int end = sql.indexOf(mark, at);
    at = end < 0 ? length : Math.min(length, end + mark.length());
  }

  /** MySQL's comment; PostgreSQL's operators #, #>, #- stand between operands. */
  private boolean comment() {
    return (at == 0 || sql.charAt(at - 1) == '\n') && next() == ' ';
  }

  private void space() {
    if (out.length() > 0 && out.charAt(out.length() - 1) != ' ') {
      out.append(' ');
    }
  }

  private char next() {
    return at + 1 < length ? sql.charAt(at + 1) : 0;
  }

  private boolean inWord() {
    return at > 0 && (word(sql.charAt(at - 1)) || sql.charAt(at - 1) == '$');
  }

  private static boolean word(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }
}
