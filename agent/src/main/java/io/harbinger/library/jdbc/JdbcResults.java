package io.harbinger.library.jdbc;

import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import io.harbinger.bridge.Bridge;
import io.harbinger.weave.Instrumentation;
import io.harbinger.weave.Weave;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.asm.Advice;

/**
 * Rows being fetched: marks that a row is asked for, so that a thread seen there is known to wait
 * for the database.
 *
 * <p>Row sets that hold their rows ({@code CachedRowSet}) carry none of the hints and are not
 * woven.
 */
public final class JdbcResults implements Instrumentation {
  private static final String[] HINTS = {
    "Result", "com.ibm.db2.jcc.", "com.teradata.jdbc.", "com.informix.jdbc."
  };

  @Override
  public String name() {
    return Jdbc.NAME;
  }

  @Override
  public List<Weave> weaves() {
    return Collections.singletonList(
        Weave.implementing("java.sql.ResultSet", HINTS)
            .advise(Jdbc.method("next").and(takesNoArguments()), Next.class));
  }

  static final class Next {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static Object enter() {
      return Bridge.fetchStarted();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter Object fetch) {
      if (fetch != null) {
        Bridge.fetchEnded(fetch);
      }
    }
  }
}
