package io.harbinger.library.jdbc;

import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.harbinger.bridge.Bridge;
import io.harbinger.weave.Instrumentation;
import io.harbinger.weave.Weave;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** Connections: which text a statement is prepared with, and the calls that ask the database. */
public final class JdbcConnections implements Instrumentation {
  private static final String[] HINTS = {
    "Connection", "com.ibm.db2.jcc.", "com.teradata.jdbc.", "com.informix.jdbc."
  };

  /** Drivers whose {@code setAutoCommit} is a round trip; for the others it is a field. */
  private static final String[] SENDS_MODE = {
    "com.mysql.cj.jdbc.ConnectionImpl", "com.mysql.jdbc.ConnectionImpl",
    "org.mariadb.jdbc.Connection", "org.mariadb.jdbc.MariaDbConnection",
    "com.microsoft.sqlserver.jdbc.SQLServerConnection"
  };

  @Override
  public String name() {
    return Jdbc.NAME;
  }

  @Override
  public List<Weave> weaves() {
    return Arrays.asList(questions(), modes());
  }

  private static Weave questions() {
    return Weave.implementing("java.sql.Connection", HINTS)
        .advise(
            Jdbc.method("prepareStatement", "prepareCall").and(takesArgument(0, String.class)),
            Prepare.class)
        .advise(Jdbc.method("commit").and(takesArguments(0)), Commit.class)
        .advise(Jdbc.method("rollback"), Rollback.class)
        .advise(Jdbc.method("isValid").and(takesArguments(int.class)), Validate.class);
  }

  private static Weave modes() {
    return Weave.exactly(SENDS_MODE)
        .advise(Jdbc.method("setAutoCommit").and(takesArguments(boolean.class)), AutoCommit.class);
  }

  static final class Prepare {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Return Object statement, @Advice.Argument(0) String sql) {
      Bridge.prepared(statement, sql);
    }
  }

  static final class Commit {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static int enter(@Advice.This Object connection) {
      return Bridge.statementStarted(connection, "COMMIT");
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter int token, @Advice.Thrown Throwable error) {
      Bridge.statementEnded(token, error);
    }
  }

  static final class Rollback {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static int enter(@Advice.This Object connection) {
      return Bridge.statementStarted(connection, "ROLLBACK");
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter int token, @Advice.Thrown Throwable error) {
      Bridge.statementEnded(token, error);
    }
  }

  static final class Validate {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static int enter(@Advice.This Object connection) {
      return Bridge.statementStarted(connection, "validate connection");
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Enter int token, @Advice.Return boolean valid, @Advice.Thrown Throwable error) {
      Bridge.validationEnded(token, valid, error);
    }
  }

  static final class AutoCommit {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static int enter(@Advice.This Object connection) {
      return Bridge.statementStarted(connection, "SET AUTOCOMMIT");
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter int token, @Advice.Thrown Throwable error) {
      Bridge.statementEnded(token, error);
    }
  }
}
