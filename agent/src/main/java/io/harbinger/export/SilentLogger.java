package io.harbinger.export;

import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * Stands in the jar for {@code java.util.logging.Logger}, which OpenTelemetry and okhttp log
 * through.
 *
 * <p>That one is shared with the application: a logger of that name would write into the
 * application's log, to silence it would silence the application's own OpenTelemetry, and to ask
 * for it before main would make the JVM choose a log manager before the application can. So the
 * build rewrites the reference. What an export says of itself reaches stderr by {@link Delivery}.
 *
 * <p>In a test that does not run from the jar the libraries log as usual.
 */
public final class SilentLogger {
  private static final SilentLogger ONLY = new SilentLogger();

  private SilentLogger() {}

  public static SilentLogger getLogger(String name) {
    return ONLY;
  }

  public boolean isLoggable(Level level) {
    return false;
  }

  public void log(Level level, String message) {}

  public void log(Level level, String message, Object parameter) {}

  public void log(Level level, String message, Object[] parameters) {}

  public void log(Level level, String message, Throwable thrown) {}

  public void log(LogRecord record) {}

  public void severe(String message) {}

  public void warning(String message) {}

  public void info(String message) {}

  public void fine(String message) {}

  public void finer(String message) {}

  public void finest(String message) {}
}
