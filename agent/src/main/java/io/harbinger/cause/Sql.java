package io.harbinger.cause;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What can be read from a statement's text without parsing it: its verb, the relations it names,
 * and whether two texts are the same statement.
 *
 * <pre>  update owners set … from pets  →  UPDATE, {owners, pets}</pre>
 *
 * <p>A guess: relations inside functions and views stay unseen, a name after a keyword in a literal
 * is taken for one.
 */
final class Sql {
  private static final int READ = 4_000;
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\$\\d+|\\?|:\\w+|'[^']*'|\\b\\d+\\b");
  private static final Pattern LIST = Pattern.compile("\\?( ?, ?\\?)+");
  private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|--[^\\n]*");
  private static final Pattern RELATION =
      Pattern.compile(
          "\\b(?:from|join|into|update|table|truncate|using)\\s+"
              + "((?:[\\w$\"`\\[\\].]+)(?:\\s+(?:as\\s+)?\\w+)?(?:\\s*,\\s*[\\w$\"`.]+(?:\\s+\\w+)?)*)");
  private static final Pattern WORD = Pattern.compile("[\\w$\"`\\[\\].]+");

  final String text;
  final String verb;
  final Set<String> relations;

  private final String same;

  static Sql of(String sql) {
    return new Sql(sql == null ? "" : sql);
  }

  private Sql(String sql) {
    String plain = COMMENT.matcher(Words.cut(sql, READ)).replaceAll(" ");
    text = SPACE.matcher(plain).replaceAll(" ").trim();
    String lower = text.toLowerCase(Locale.ROOT);
    int end = 0;
    while (end < lower.length() && Character.isLetter(lower.charAt(end))) {
      end++;
    }
    verb = lower.substring(0, end).toUpperCase(Locale.ROOT);
    relations = relations(lower.replace(" only ", " ").replace(" lateral ", " "));
    String holes = PLACEHOLDER.matcher(lower).replaceAll("?");
    same = LIST.matcher(holes).replaceAll("?").replace(" ", "");
  }

  /** True for statements that change rows or lock them. */
  boolean writes() {
    return verb.equals("INSERT")
        || verb.equals("UPDATE")
        || verb.equals("DELETE")
        || verb.equals("MERGE")
        || text.toLowerCase(Locale.ROOT).contains(" for update");
  }

  /** Rows that are given, not found: {@code INSERT … VALUES}. */
  boolean adds() {
    String lower = text.toLowerCase(Locale.ROOT);
    return verb.equals("INSERT") && lower.contains(" values") && !lower.contains("select ");
  }

  /** A validation or transaction command: it touches no table, so no table's lock can stop it. */
  boolean trivial() {
    return relations.isEmpty()
        && text.length() <= 60
        && text.indexOf('(') < 0
        && !verb.equals("CALL")
        && !verb.equals("EXEC")
        && !verb.equals("LOCK")
        && !verb.equals("COMMIT");
  }

  boolean touches(Set<String> others) {
    for (String relation : relations) {
      if (others.contains(relation)) {
        return true;
      }
    }
    return false;
  }

  /** The same statement, though the database may know it with other placeholders, or cut. */
  boolean sameAs(Sql other) {
    int length = Math.min(same.length(), other.same.length());
    return length > 0
        && (length >= 60 || same.length() == other.same.length())
        && same.regionMatches(0, other.same, 0, length);
  }

  /** Short enough for a sentence: the select list is left out, {@code SELECT … FROM visits v}. */
  String brief() {
    String lower = text.toLowerCase(Locale.ROOT);
    int from = lower.indexOf(" from ");
    String shown = verb.equals("SELECT") && from > 40 ? "SELECT …" + text.substring(from) : text;
    return shown.isEmpty() ? "a validation" : Words.cut(shown, 120);
  }

  private static Set<String> relations(String lower) {
    Set<String> found = new LinkedHashSet<>();
    Matcher matcher = RELATION.matcher(lower);
    while (matcher.find()) {
      for (String part : matcher.group(1).split(",")) {
        Matcher word = WORD.matcher(part.trim());
        if (word.find()) {
          String name = word.group().replaceAll("[\"`\\[\\]]", "");
          int dot = name.lastIndexOf('.');
          name = name.substring(dot + 1);
          if (!name.isEmpty() && !KEYWORDS.contains(name)) {
            found.add(name);
          }
        }
      }
    }
    return found;
  }

  private static final Set<String> KEYWORDS = keywords();

  private static Set<String> keywords() {
    Set<String> words = new LinkedHashSet<>();
    for (String word :
        "select set lateral only unnest values nowait where if exists table skip now".split(" ")) {
      words.add(word);
    }
    return words;
  }
}
