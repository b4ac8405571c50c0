package io.harbinger.timeline;

import io.harbinger.bridge.Kind;
import io.harbinger.bridge.Recorder;
import java.util.Properties;

/**
 * The half of the edge that hears what a thread waits for, whether it works for a request or not.
 *
 * <p>Only dispatch: every method catches what is thrown inside, because woven code must not see it.
 */
abstract class WorkRecorder extends Recorder {
  // set once in the subclass's constructor, before the recorder is published
  Jdbc jdbc;
  Calls calls;
  Tasks tasks;

  /** The slow branch of every method. */
  abstract void swallowed(Throwable mine);

  @Override
  public int segmentStarted(Kind kind, Object detail) {
    try {
      return calls.segmentStarted(kind, detail);
    } catch (Throwable mine) {
      swallowed(mine);
      return -1;
    }
  }

  @Override
  public void segmentEnded(int token, Throwable error) {
    try {
      if (token >= 0) {
        calls.ended(token, 0, error);
      }
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public void prepared(Object statement, String sql) {
    try {
      jdbc.prepared(statement, sql);
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public int statementStarted(Object statement, String sql) {
    try {
      return jdbc.statementStarted(statement, sql);
    } catch (Throwable mine) {
      swallowed(mine);
      return -1;
    }
  }

  @Override
  public void statementEnded(int token, Throwable error) {
    validationEnded(token, true, error);
  }

  @Override
  public void validationEnded(int token, boolean valid, Throwable error) {
    try {
      if (token >= 0) {
        jdbc.statementEnded(token, error, valid);
      }
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public Object fetchStarted() {
    try {
      return jdbc.fetchStarted();
    } catch (Throwable mine) {
      swallowed(mine);
      return null;
    }
  }

  @Override
  public void fetchEnded(Object fetch) {
    try {
      if (fetch instanceof Lane) {
        ((Lane) fetch).fetchEnded();
      }
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public int connectStarted(String url) {
    try {
      return jdbc.connectStarted(url);
    } catch (Throwable mine) {
      swallowed(mine);
      return -1;
    }
  }

  @Override
  public void connectEnded(
      int token, Object driver, String url, Properties info, Object connection, Throwable error) {
    try {
      if (token >= 0) {
        jdbc.connectEnded(token, driver, url, info, connection, error);
      }
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public void poolSeen(Object pool) {
    try {
      jdbc.poolSeen(pool);
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public int borrowStarted(Object pool) {
    try {
      return jdbc.borrowStarted(pool);
    } catch (Throwable mine) {
      swallowed(mine);
      return -1;
    }
  }

  @Override
  public void borrowEnded(int token, Object pool, Throwable error) {
    try {
      if (token >= 0) {
        jdbc.borrowEnded(token, pool, error);
      }
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public void connectionTaken(Object pool, Object connection) {
    try {
      jdbc.taken(pool, connection);
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public void connectionReturned(Object pool, Object connection) {
    try {
      jdbc.returned(pool, connection);
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public int callStarted(String method, String host, int port) {
    try {
      return calls.started(method, host, port);
    } catch (Throwable mine) {
      swallowed(mine);
      return -1;
    }
  }

  @Override
  public void callEndless(String client, String setting) {
    try {
      calls.endless(client, setting);
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public void callEnded(int token, int status, Throwable error) {
    try {
      if (token >= 0) {
        calls.ended(token, status, error);
      }
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public Object callOpened(String method, String host, int port) {
    try {
      return calls.opened(method, host, port);
    } catch (Throwable mine) {
      swallowed(mine);
      return null;
    }
  }

  @Override
  public void callClosed(Object call, int status, Throwable error) {
    try {
      if (call instanceof OpenCall) {
        calls.closed((OpenCall) call, status, error);
      }
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public String traceparent(Object callOrNull) {
    try {
      return calls.traceparent(callOrNull instanceof OpenCall ? (OpenCall) callOrNull : null);
    } catch (Throwable mine) {
      swallowed(mine);
      return null;
    }
  }

  @Override
  public String tracestate() {
    try {
      return calls.tracestate();
    } catch (Throwable mine) {
      swallowed(mine);
      return null;
    }
  }

  @Override
  public void taskQueued(Object executor, Object task) {
    try {
      tasks.queued(executor, task);
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public void workerTaskQueued(Object executor, Object task) {
    try {
      tasks.workQueued(executor, task);
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public void taskRejected(Object task) {
    try {
      tasks.rejected(task);
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public Object taskStarted(Object task) {
    try {
      return tasks.started(task);
    } catch (Throwable mine) {
      swallowed(mine);
      return null;
    }
  }

  @Override
  public void taskEnded(Object carried) {
    try {
      if (carried != null) {
        tasks.ended(carried);
      }
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }
}
