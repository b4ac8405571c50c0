package io.harbinger.log;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What Harbinger says about itself: single lines on stderr, each after {@code harbinger: }.
 *
 * <pre>
 *   debug, info   as they come
 *   warn(key, …)  once per key in five minutes; the next one that is let through counts those held back
 * </pre>
 *
 * <p>Never throws, and belongs to no request path: a warning takes a lock and may write to a slow
 * stream.
 */
public final class Log {

  /** From the quietest to the most talkative. */
  public enum Level {
    OFF,
    WARN,
    INFO,
    DEBUG
  }

  private static final long QUIET_NANOS = 5 * 60 * 1_000_000_000L;
  private static final int MAX_KEYS = 200;

  private final PrintStream out;
  private final LongSupplier nanoTime;
  private final Level level;

  /** Guarded by itself; the eldest key goes when it is full. */
  private final Map<String, Spoken> spoken =
      new LinkedHashMap<String, Spoken>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Spoken> eldest) {
          return size() > MAX_KEYS;
        }
      };

  public Log(PrintStream out, LongSupplier nanoTime, Level level) {
    this.out = out;
    this.nanoTime = nanoTime;
    this.level = level;
  }

  public boolean isDebug() {
    return level == Level.DEBUG;
  }

  public void debug(String message) {
    say(Level.DEBUG, message, null);
  }

  public void info(String message) {
    say(Level.INFO, message, null);
  }

  public void warn(String key, String message) {
    warn(key, message, null);
  }

  /** The throwable is named in the line; its stack follows at level debug only. */
  public void warn(String key, String message, Throwable thrown) {
    if (level.compareTo(Level.WARN) < 0) {
      return;
    }
    int heldBack = heldBack(key);
    if (heldBack >= 0) {
      String more = heldBack == 0 ? "" : " (and " + heldBack + " more like it)";
      say(Level.WARN, message + more, thrown);
    }
  }

  /** How many were held back since this key was last said, or -1: hold this one back as well. */
  private int heldBack(String key) {
    synchronized (spoken) {
      long now = nanoTime.getAsLong();
      Spoken last = spoken.get(key);
      if (last != null && now - last.nanos < QUIET_NANOS) {
        last.heldBack++;
        return -1;
      }
      spoken.put(key, new Spoken(now));
      return last == null ? 0 : last.heldBack;
    }
  }

  private void say(Level of, String message, Throwable thrown) {
    if (level.compareTo(of) < 0) {
      return;
    }
    try {
      String line = oneLine(message) + (thrown == null ? "" : ": " + oneLine(thrown.toString()));
      String label = of == Level.INFO ? "" : of.name().toLowerCase(Locale.ROOT) + ": ";
      out.println("harbinger: " + label + line);
      if (thrown != null && isDebug()) {
        thrown.printStackTrace(out);
      }
    } catch (Throwable ignored) {
      // because a message about a failure must not become one, and there is no one left to tell
    }
  }

  private static String oneLine(String message) {
    return String.valueOf(message).replace('\r', ' ').replace('\n', ' ');
  }

  private static final class Spoken {
    final long nanos;
    int heldBack;

    Spoken(long nanos) {
      this.nanos = nanos;
    }
  }
}
