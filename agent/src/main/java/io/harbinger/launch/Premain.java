package io.harbinger.launch;

import java.lang.instrument.Instrumentation;

/**
 * Where the JVM enters: the one class that a JVM below 8 can load as well.
 *
 * <p>Packaging lowers its class file version to 50, so no default method, no lambda, and no class
 * of the JDK that is younger than Java 6.
 */
public final class Premain {

  private Premain() {}

  public static void premain(String args, Instrumentation instrumentation) {
    enter(args, instrumentation);
  }

  public static void agentmain(String args, Instrumentation instrumentation) {
    enter(args, instrumentation);
  }

  private static void enter(String args, Instrumentation instrumentation) {
    try {
      String tooOld = tooOld(System.getProperty("java.specification.version"));
      if (tooOld == null) {
        Launch.start(args, instrumentation);
      } else {
        System.err.println("harbinger: " + tooOld);
      }
    } catch (Throwable thrown) {
      stepAside(thrown);
    }
  }

  /** The sentence, or null from Java 8 on. */
  static String tooOld(String specification) {
    if (!specification.startsWith("1.") || specification.equals("1.8")) {
      return null;
    }
    return "not started, this is Java "
        + specification
        + " and Harbinger needs 8 or later: run the application on a newer JVM or remove -javaagent";
  }

  private static void stepAside(Throwable thrown) {
    try {
      System.err.println("harbinger: not started, the application runs without it: " + thrown);
    } catch (Throwable ignored) {
      // because stderr may be closed, and the application must start all the same
    }
  }
}
