package io.harbinger.gateway;

/** One setting that will fail requests, or hide why they fail, with what to write instead. */
public final class LintFinding {
  /** Which lint: {@code keepalive_race}. */
  public final String check;

  /** {@code server:8080}, {@code pool:HikariPool-1}, {@code database:…}, {@code host:…}. */
  public final String resource;

  public final String sentence;
  public final String remedy;

  /** The profile that it was compared with; null: it is so behind any gateway. */
  public String profile;

  /** What requests will fail with, a cause's value; null: with various. */
  public String cause;

  /** What is configured, milliseconds or bytes; -1: without a limit. */
  public double value = -1;

  /** What it should be below or above; -1: none. */
  public double limit = -1;

  /** It fails nothing by itself. */
  public boolean hint;

  public long atEpochNanos;

  LintFinding(String check, String resource, String sentence, String remedy) {
    this.check = check;
    this.resource = resource;
    this.sentence = sentence;
    this.remedy = remedy;
  }

  LintFinding of(double value, double limit) {
    this.value = value;
    this.limit = limit;
    return this;
  }

  LintFinding causes(String cause) {
    this.cause = cause;
    return this;
  }

  LintFinding behind(Profile profile) {
    this.profile = profile.name;
    return this;
  }

  LintFinding hint() {
    hint = true;
    return this;
  }

  /** Equal for what need not be said twice. */
  public String identity() {
    return check + ' ' + resource + ' ' + profile;
  }
}
