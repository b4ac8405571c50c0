package io.harbinger.timeline;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.StringTokenizer;

/**
 * Shortens a scrubbed text to what it does with which tables, as the semantic conventions ask:
 * {@code SELECT owners}, {@code INSERT orders SELECT cart}.
 */
final class SqlSummary {
  private static final int MAX = 255;
  private static final Set<String> OPERATIONS =
      words(
          "select insert update delete merge replace call exec execute create alter drop truncate"
              + " lock set show begin commit rollback savepoint release copy vacuum analyze explain"
              + " grant revoke refresh listen notify use values upsert declare fetch close start");
  private static final Set<String> SUBJECT_FOLLOWS =
      words("from join into update table index view sequence call exec execute lock truncate");
  private static final Set<String> NO_SUBJECT =
      words("only if not exists lateral select unnest set table ignore low_priority or replace");

  private SqlSummary() {}

  static String of(String sql) {
    StringBuilder out = new StringBuilder();
    StringTokenizer tokens = new StringTokenizer(sql, " \t\n(),;=<>", true);
    boolean subject = false;
    boolean list = false;
    boolean any = false;
    while (tokens.hasMoreTokens() && out.length() < MAX) {
      String token = tokens.nextToken();
      if (token.equals(" ")) {
        continue;
      }
      String lower = token.toLowerCase(Locale.ROOT);
      if (subject && NO_SUBJECT.contains(lower) && !lower.equals("select")) {
        continue;
      }
      if (subject && isName(token)) {
        append(out, token);
        list = true;
        subject = false;
        continue;
      }
      subject = list && token.equals(",");
      list = list && !subject && !SUBJECT_FOLLOWS.contains(lower) && isName(token);
      boolean operation =
          OPERATIONS.contains(lower) && (!any || lower.equals("select") || lower.equals("insert"));
      if (operation) {
        append(out, lower.toUpperCase(Locale.ROOT));
        any = true;
      }
      if (SUBJECT_FOLLOWS.contains(lower)) {
        subject = true;
        list = false;
      }
    }
    String summary = out.length() == 0 ? firstWord(sql) : out.toString();
    return summary.length() > MAX ? summary.substring(0, MAX) : summary;
  }

  private static void append(StringBuilder out, String word) {
    if (out.length() > 0) {
      out.append(' ');
    }
    out.append(word);
  }

  private static boolean isName(String token) {
    char c = token.charAt(0);
    return Character.isLetter(c) || c == '_' || c == '"' || c == '`' || c == '[' || c == '#';
  }

  private static String firstWord(String sql) {
    String trimmed = sql.trim();
    int end = trimmed.indexOf(' ');
    String word = end < 0 ? trimmed : trimmed.substring(0, end);
    return word.isEmpty() ? "SQL" : word.toUpperCase(Locale.ROOT);
  }

  private static Set<String> words(String list) {
    return new HashSet<>(Arrays.asList(list.split(" ")));
  }
}
