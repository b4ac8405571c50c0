package io.harbinger.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Looks settings up in their sources, and writes down what was written and what was wrong. */
final class Reading {
  final List<String> problems;
  final List<String> written = new ArrayList<>();
  private final Sources sources;

  Reading(Sources sources) {
    this.sources = sources;
    this.problems = new ArrayList<>(sources.problems);
  }

  /** Canonical; empty when neither written nor given by default. */
  String text(String name) {
    Setting setting = Settings.find(name);
    Sources.Written found = sources.find(name);
    String fallback = setting.fallback.isEmpty() ? "" : setting.canonical(setting.fallback);
    if (found == null) {
      return fallback;
    }
    String value = setting.canonical(found.value);
    String shown = name + " = " + (setting.secret ? "(not shown)" : found.value);
    if (value == null) {
      problems.add(shown + " (" + found.where + ") is wrong" + instead(setting));
      return fallback;
    }
    written.add(shown + " (" + found.where + ")");
    return value;
  }

  /** Somebody wrote it, and rightly. */
  boolean isWritten(String name) {
    Sources.Written found = sources.find(name);
    return found != null && Settings.find(name).canonical(found.value) != null;
  }

  boolean flag(String name) {
    return text(name).equals("true");
  }

  /** -1 when it is not set. */
  long whole(String name) {
    String text = text(name);
    return text.isEmpty() ? -1 : Long.parseLong(text);
  }

  double decimal(String name) {
    return Double.parseDouble(text(name));
  }

  /** In the spelling of variables, because a variable cannot tell a dot from a dash. */
  Set<String> librariesOff() {
    Set<String> off = new LinkedHashSet<>();
    for (String name : sources.names()) {
      String library = library(name);
      if (library != null && !flag(Settings.LIBRARY + library + Settings.ENABLED)) {
        off.add(Setting.variable(library));
      }
    }
    return off;
  }

  void nameTheUnknown() {
    for (String name : sources.names()) {
      String nearest = library(name) != null ? null : nearestIfUnknown(name);
      if (nearest != null) {
        problems.add(name + " is no setting and is left out; the nearest is " + nearest);
      }
    }
  }

  private static String instead(Setting setting) {
    String fallback = setting.fallback.isEmpty() ? "taken as not set" : "using " + setting.fallback;
    return ", " + fallback + "; allowed: " + setting.allowed;
  }

  /** Null when the name is not one of {@code harbinger.library.<name>.enabled}. */
  private static String library(String name) {
    String dotted = name;
    if (name.startsWith("HARBINGER_LIBRARY_") && name.endsWith("_ENABLED")) {
      dotted = name.toLowerCase(Locale.ROOT).replaceFirst("^harbinger_library_", Settings.LIBRARY);
      dotted = dotted.replaceFirst("_enabled$", Settings.ENABLED);
    }
    return Settings.isLibrary(dotted)
        ? dotted.substring(Settings.LIBRARY.length(), dotted.length() - Settings.ENABLED.length())
        : null;
  }

  /** Null when the name is known. */
  private static String nearestIfUnknown(String name) {
    boolean variable = name.startsWith("HARBINGER_");
    String nearest = null;
    int least = Integer.MAX_VALUE;
    for (Setting setting : Settings.all()) {
      String known = variable ? setting.variable() : setting.name;
      int distance = distance(name, known);
      if (distance == 0) {
        return null;
      }
      if (distance < least) {
        least = distance;
        nearest = known;
      }
    }
    return nearest;
  }

  /** Levenshtein: letters to insert, delete or replace. */
  private static int distance(String from, String to) {
    int[] above = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] row = new int[to.length() + 1];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[to.length()];
  }
}
