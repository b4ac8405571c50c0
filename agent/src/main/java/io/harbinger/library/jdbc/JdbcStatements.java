package io.harbinger.library.jdbc;

import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import io.harbinger.bridge.Bridge;
import io.harbinger.weave.Instrumentation;
import io.harbinger.weave.Weave;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.asm.Advice;

/**
 * Statements of all three kinds: the text is the argument, or what the statement was prepared with.
 */
public final class JdbcStatements implements Instrumentation {
  private static final String[] HINTS = {
    "Statement", "com.ibm.db2.jcc.", "com.teradata.jdbc.", "com.informix.jdbc."
  };

  @Override
  public String name() {
    return Jdbc.NAME;
  }

  @Override
  public List<Weave> weaves() {
    return Collections.singletonList(
        Weave.implementing("java.sql.Statement", HINTS)
            .advise(
                Jdbc.method("execute", "executeQuery", "executeUpdate", "executeLargeUpdate")
                    .and(takesArgument(0, String.class)),
                WithText.class)
            .advise(
                Jdbc.method("execute", "executeQuery", "executeUpdate", "executeLargeUpdate")
                    .or(Jdbc.method("executeBatch", "executeLargeBatch"))
                    .and(takesNoArguments()),
                Prepared.class)
            .advise(Jdbc.method("addBatch").and(takesArgument(0, String.class)), Batched.class));
  }

  static final class WithText {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static int enter(@Advice.This Object statement, @Advice.Argument(0) String sql) {
      return Bridge.statementStarted(statement, sql);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter int token, @Advice.Thrown Throwable error) {
      Bridge.statementEnded(token, error);
    }
  }

  static final class Prepared {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static int enter(@Advice.This Object statement) {
      return Bridge.statementStarted(statement, null);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter int token, @Advice.Thrown Throwable error) {
      Bridge.statementEnded(token, error);
    }
  }

  /** A batch of texts is named after its last one. */
  static final class Batched {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object statement, @Advice.Argument(0) String sql) {
      Bridge.prepared(statement, sql);
    }
  }
}
