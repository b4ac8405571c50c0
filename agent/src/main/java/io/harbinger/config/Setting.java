package io.harbinger.config;

import java.net.URI;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * One setting: its name, what may be written, what holds when nothing is, and a sentence.
 *
 * <p>{@link #canonical} turns what was written into one spelling: {@code 3s} becomes {@code 3000},
 * {@code TRUE} becomes {@code true}; null means that it is wrong.
 */
public final class Setting {
  enum Type {
    TEXT,
    FLAG,
    WHOLE,
    DECIMAL,
    DURATION,
    CHOICE,
    URL,
    FILE,
    LIST,
    PAIRS
  }

  /** {@code harbinger.gateway.deadline}; the environment variable follows from it. */
  public final String name;

  /** As one would write it; empty: not set. */
  public final String fallback;

  /** Allowed values and unit, to be read after "one of" or "is": {@code nginx, envoy}. */
  public final String allowed;

  public final String sentence;

  /** Never printed. */
  public final boolean secret;

  private final Type type;
  private final double least;
  private final double most;
  private final List<String> choices;

  private Setting(
      String name,
      Type type,
      String fallback,
      String allowed,
      double least,
      double most,
      List<String> choices,
      boolean secret,
      String sentence) {
    this.name = name;
    this.type = type;
    this.fallback = fallback;
    this.allowed = allowed;
    this.least = least;
    this.most = most;
    this.choices = choices;
    this.secret = secret;
    this.sentence = sentence;
  }

  static Setting flag(String name, boolean fallback, String sentence) {
    return of(name, Type.FLAG, String.valueOf(fallback), "true, false", sentence);
  }

  static Setting whole(String name, String fallback, long least, long most, String sentence) {
    String allowed = "a whole number from " + least + " to " + most;
    return ranged(name, Type.WHOLE, fallback, allowed, least, most, sentence);
  }

  static Setting decimal(String name, String fallback, double least, double most, String sentence) {
    String allowed = "a number from " + shortly(least) + " to " + shortly(most);
    return ranged(name, Type.DECIMAL, fallback, allowed, least, most, sentence);
  }

  /** Bounds in milliseconds. */
  static Setting duration(String name, String fallback, long least, long most, String sentence) {
    String allowed =
        "a duration such as 3s, 2500ms or 1m (a plain number is milliseconds), from "
            + Duration.shortest(least)
            + " to "
            + Duration.shortest(most);
    return ranged(name, Type.DURATION, fallback, allowed, least, most, sentence);
  }

  static Setting choice(String name, String fallback, String sentence, String... choices) {
    List<String> list = Collections.unmodifiableList(Arrays.asList(choices));
    String allowed = String.join(", ", choices);
    return new Setting(name, Type.CHOICE, fallback, allowed, 0, 0, list, false, sentence);
  }

  static Setting text(String name, String fallback, String sentence) {
    return of(name, Type.TEXT, fallback, "any text", sentence);
  }

  static Setting url(String name, String fallback, String sentence) {
    return of(name, Type.URL, fallback, "a URL with http:// or https:// and a host", sentence);
  }

  static Setting file(String name, String sentence) {
    return of(name, Type.FILE, "", "the path of a file", sentence);
  }

  static Setting list(String name, String fallback, String sentence) {
    return of(name, Type.LIST, fallback, "names with commas between them", sentence);
  }

  static Setting pairs(String name, boolean secret, String sentence) {
    return new Setting(
        name, Type.PAIRS, "", "key=value,key=value", 0, 0, NO_CHOICES, secret, sentence);
  }

  private static final List<String> NO_CHOICES = Collections.emptyList();

  private static Setting of(
      String name, Type type, String fallback, String allowed, String sentence) {
    return ranged(name, type, fallback, allowed, 0, 0, sentence);
  }

  private static Setting ranged(
      String name,
      Type type,
      String fallback,
      String allowed,
      double least,
      double most,
      String sentence) {
    return new Setting(name, type, fallback, allowed, least, most, NO_CHOICES, false, sentence);
  }

  public String variable() {
    return variable(name);
  }

  static String variable(String name) {
    return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** Null when it is not one of the allowed values. */
  String canonical(String written) {
    switch (type) {
      case FLAG:
        String flag = written.toLowerCase(Locale.ROOT);
        return flag.equals("true") || flag.equals("false") ? flag : null;
      case CHOICE:
        String choice = written.toLowerCase(Locale.ROOT);
        return choices.contains(choice) ? choice : null;
      case DURATION:
        double millis = Duration.millis(written);
        return millis >= least && millis <= most ? String.valueOf((long) millis) : null;
      case WHOLE:
      case DECIMAL:
        return number(written);
      case URL:
        return isUrl(written) ? written : null;
      case PAIRS:
        return Pairs.parse(written) != null ? written : null;
      default:
        return written;
    }
  }

  private String number(String written) {
    try {
      double value = type == Type.WHOLE ? Long.parseLong(written) : Double.parseDouble(written);
      return value >= least && value <= most ? written : null;
    } catch (NumberFormatException wrong) {
      return null;
    }
  }

  private static boolean isUrl(String written) {
    try {
      URI uri = new URI(written);
      String scheme = uri.getScheme();
      return uri.getHost() != null && ("http".equals(scheme) || "https".equals(scheme));
    } catch (java.net.URISyntaxException wrong) {
      return false;
    }
  }

  private static String shortly(double bound) {
    return bound == Math.rint(bound) ? String.valueOf((long) bound) : String.valueOf(bound);
  }
}
