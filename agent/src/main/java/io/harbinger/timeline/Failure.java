package io.harbinger.timeline;

import java.io.IOException;
import java.sql.SQLException;

/** A throwable reduced to text, so that no application object outlives its request. */
public final class Failure {
  private static final String[] VISITORS = {
    "ClientAbort", "EofException", "AsyncRequestNotUsable", "AbortedException"
  };

  private static final int MAX_MESSAGE = 1_000;
  private static final int MAX_STACK = 16_000;
  private static final int MAX_CHAIN = 10;

  /** Class name. */
  public final String type;

  /** Message, at most 1,000 characters, or null. */
  public final String message;

  /** Stack trace text, at most 16,000 characters; null where not wanted. */
  public final String stack;

  /** SQLState of an SQLException anywhere in the cause chain, or null. */
  public final String sqlState;

  /** Class names of the cause chain, outermost first, joined by " < ". */
  public final String chain;

  /** The system's own word, anywhere in the chain, that it has no more of something; or null. */
  public final SystemLimit limit;

  public Failure(String type, String message, String stack, String sqlState, String chain) {
    this(type, message, stack, sqlState, chain, SystemLimit.of(type, message));
  }

  private Failure(
      String type, String message, String stack, String sqlState, String chain, SystemLimit limit) {
    this.type = type;
    this.message = message;
    this.stack = stack;
    this.sqlState = sqlState;
    this.chain = chain;
    this.limit = limit;
  }

  /** The visitor's connection broke, which is nobody's failure here. */
  public boolean ofVisitor() {
    for (String word : VISITORS) {
      if (type.contains(word) || (chain != null && chain.contains(word))) {
        return true;
      }
    }
    return message != null && message.contains("Broken pipe");
  }

  /** After an answer that could not be written, this says no more than that. */
  static boolean isIo(Throwable error) {
    Throwable at = error;
    for (int i = 0; i < MAX_CHAIN && at != null && !(at instanceof IOException); i++) {
      at = at.getCause();
    }
    return at instanceof IOException;
  }

  /** Null for null. Reads the application's throwable, whose methods may themselves throw. */
  static Failure of(Throwable thrown, boolean withStack) {
    if (thrown == null) {
      return null;
    }
    StringBuilder chain = new StringBuilder();
    String sqlState = null;
    SystemLimit limit = null;
    Throwable at = thrown;
    for (int i = 0; at != null && i < MAX_CHAIN; i++) {
      chain.append(i == 0 ? "" : " < ").append(at.getClass().getName());
      sqlState = sqlState == null ? sqlState(at) : sqlState;
      limit = limit == null ? SystemLimit.of(at.getClass().getName(), message(at)) : limit;
      at = cause(at);
    }
    return new Failure(
        thrown.getClass().getName(),
        message(thrown),
        withStack ? stack(thrown) : null,
        sqlState,
        chain.toString(),
        limit);
  }

  private static Throwable cause(Throwable thrown) {
    try {
      return thrown.getCause();
    } catch (Throwable broken) {
      return null;
    }
  }

  private static String message(Throwable thrown) {
    try {
      String message = thrown.getMessage();
      return message == null || message.length() <= MAX_MESSAGE
          ? message
          : message.substring(0, MAX_MESSAGE);
    } catch (Throwable broken) {
      return null;
    }
  }

  /** A batch hides the cause of its failure in the next exception. */
  private static String sqlState(Throwable thrown) {
    try {
      Throwable at = thrown;
      for (int i = 0; at instanceof SQLException && i < MAX_CHAIN; i++) {
        String state = ((SQLException) at).getSQLState();
        if (state != null && !state.isEmpty()) {
          return state;
        }
        at = ((SQLException) at).getNextException();
      }
    } catch (Throwable broken) {
      // because then it has no state
    }
    return null;
  }

  private static String stack(Throwable thrown) {
    try {
      StringBuilder out = new StringBuilder(1_024);
      Throwable at = thrown;
      for (int i = 0; at != null && i < MAX_CHAIN && out.length() < MAX_STACK; i++) {
        String message = message(at);
        out.append(i == 0 ? "" : "Caused by: ").append(at.getClass().getName());
        out.append(message == null ? "" : ": " + message).append('\n');
        for (StackTraceElement frame : at.getStackTrace()) {
          out.append("\tat ").append(frame).append('\n');
          if (out.length() > MAX_STACK) {
            break;
          }
        }
        at = cause(at);
      }
      return out.length() > MAX_STACK ? out.substring(0, MAX_STACK) : out.toString();
    } catch (Throwable broken) {
      return null;
    }
  }
}
