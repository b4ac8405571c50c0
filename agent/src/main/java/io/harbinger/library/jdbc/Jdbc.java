package io.harbinger.library.jdbc;

import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.matcher.ElementMatchers;

/**
 * Any JDBC driver, found by the interfaces it implements.
 *
 * <pre>
 *   Driver.connect ─► Connection.prepare…, commit ─► Statement.execute… ─► ResultSet.next
 *     JdbcDrivers         JdbcConnections               JdbcStatements       JdbcResults
 * </pre>
 *
 * <p>A wrapper (DBCP, p6spy, Spring) is a driver to us as well; the recorder counts the outermost
 * call alone. HikariCP's proxies stand around every call and add nothing of their own, so they are
 * left as they are. Classes that {@link java.lang.reflect.Proxy} makes are never seen.
 */
final class Jdbc {
  /** One switch for all four. */
  static final String NAME = "jdbc";

  private Jdbc() {}

  /** A method of the interface as a driver declares it, of whatever arguments. */
  static ElementMatcher.Junction<MethodDescription> method(String name, String... more) {
    ElementMatcher.Junction<MethodDescription> named = ElementMatchers.named(name);
    for (String each : more) {
      named = named.or(ElementMatchers.named(each));
    }
    return named
        .and(ElementMatchers.isPublic())
        .and(ElementMatchers.not(ElementMatchers.isStatic()))
        .and(ElementMatchers.not(ElementMatchers.isAbstract()))
        .and(
            ElementMatchers.not(
                ElementMatchers.isDeclaredBy(
                    ElementMatchers.nameStartsWith("com.zaxxer.hikari."))));
  }
}
