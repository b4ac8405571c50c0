package io.harbinger.signal;

import java.util.Map;

/**
 * The orderly stop of this JVM, and why it stops, from the threads that there are while its
 * shutdown hooks run.
 *
 * <pre>
 *   SIGTERM handler              a signal
 *   DestroyJavaVM                the last thread of the application ended
 *   a frame of Runtime.exit      somebody called System.exit: his frame is named
 * </pre>
 */
public final class JvmStop {
  /** {@code SIGTERM}, or in words. */
  public final String reason;

  public final long begunNanos;

  public JvmStop(String reason, long begunNanos) {
    this.reason = reason;
    this.begunNanos = begunNanos;
  }

  /** To be called by a shutdown hook. */
  public static JvmStop begins(long nanos) {
    return new JvmStop(reason(Thread.getAllStackTraces()), nanos);
  }

  static String reason(Map<Thread, StackTraceElement[]> threads) {
    String reason = "exit";
    for (Map.Entry<Thread, StackTraceElement[]> entry : threads.entrySet()) {
      String name = entry.getKey().getName();
      if (name.startsWith("SIG") && name.endsWith(" handler")) {
        return name.substring(0, name.indexOf(' '));
      }
      if (name.equals("DestroyJavaVM")) {
        reason = "the application's last thread ended";
      }
      String caller = callerOfExit(entry.getValue());
      if (caller != null) {
        reason = "System.exit, called by " + caller;
      }
    }
    return reason;
  }

  private static String callerOfExit(StackTraceElement[] stack) {
    for (int i = 0; i < stack.length; i++) {
      boolean exit =
          stack[i].getClassName().equals("java.lang.Runtime")
              && stack[i].getMethodName().equals("exit");
      if (exit) {
        int caller = i + 1;
        while (caller < stack.length && stack[caller].getClassName().equals("java.lang.System")) {
          caller++;
        }
        return caller < stack.length
            ? stack[caller].getClassName() + "." + stack[caller].getMethodName()
            : "native code";
      }
    }
    return null;
  }
}
