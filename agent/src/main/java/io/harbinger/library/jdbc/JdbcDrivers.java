package io.harbinger.library.jdbc;

import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.harbinger.bridge.Bridge;
import io.harbinger.weave.Instrumentation;
import io.harbinger.weave.Weave;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import net.bytebuddy.asm.Advice;

/**
 * New physical connections, at the driver.
 *
 * <p>Data sources of PostgreSQL and MySQL end here too; those of H2, MariaDB, SQL Server and Oracle
 * connect past their driver and are not seen, though their statements are.
 */
public final class JdbcDrivers implements Instrumentation {
  private static final String[] HINTS = {
    "Driver", "org.sqlite.JDBC", "com.ibm.db2.jcc.", "com.teradata.jdbc.", "com.informix.jdbc."
  };

  @Override
  public String name() {
    return Jdbc.NAME;
  }

  @Override
  public List<Weave> weaves() {
    return Collections.singletonList(
        Weave.implementing("java.sql.Driver", HINTS)
            .advise(
                Jdbc.method("connect").and(takesArguments(String.class, Properties.class)),
                Connect.class));
  }

  static final class Connect {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static int enter(@Advice.Argument(0) String url) {
      return Bridge.connectStarted(url);
    }

    /** A driver answers null to an address that is not its own. */
    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Enter int token,
        @Advice.This Object driver,
        @Advice.Argument(0) String url,
        @Advice.Argument(1) Properties info,
        @Advice.Return Object connection,
        @Advice.Thrown Throwable error) {
      Bridge.connectEnded(token, driver, url, info, connection, error);
    }
  }
}
