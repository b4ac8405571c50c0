package io.harbinger.launch;

/** The user switched Harbinger off; the system property wins over the environment variable. */
final class Disabled implements ReasonNotToStart {
  static final String PROPERTY = "harbinger.enabled";
  static final String VARIABLE = "HARBINGER_ENABLED";

  private final String property;
  private final String variable;

  Disabled(String property, String variable) {
    this.property = property;
    this.variable = variable;
  }

  @Override
  public String sentence() {
    if (property != null) {
      return isFalse(property) ? sentence("-D" + PROPERTY + "=" + property) : null;
    }
    return variable != null && isFalse(variable) ? sentence(VARIABLE + "=" + variable) : null;
  }

  private static boolean isFalse(String value) {
    return value.trim().equalsIgnoreCase("false");
  }

  private static String sentence(String setting) {
    return "not started, disabled by " + setting + ": remove that setting to start it";
  }
}
