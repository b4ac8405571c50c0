package io.harbinger.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.cause.DatabaseView;
import io.harbinger.log.Log;
import io.harbinger.timeline.DatabaseAccess;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class DatabaseInspectionTest {
  private static final long SECOND = 1_000_000_000L;

  private final List<String> connects = new ArrayList<>();
  private final List<DatabaseAccess> databases = new ArrayList<>();
  private final List<Runnable> started = new ArrayList<>();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private long now = 100 * SECOND;

  private final DatabaseInspection inspection =
      new DatabaseInspection(
          () -> databases,
          () -> now,
          new Log(new PrintStream(said), () -> now, Log.Level.DEBUG),
          started::add);

  @Test
  void asksNobodyWhileStatementsAreFast() {
    database("jdbc:postgresql://db/shop");
    inspection.ask(running(now - SECOND / 10), now);
    assertThat(started).isEmpty();
  }

  @Test
  void asksOnceWhileAnAnswerIsOutstanding() {
    database("jdbc:postgresql://db/shop");
    long since = now - SECOND;
    inspection.ask(running(since), now);
    inspection.ask(running(since), now + 20 * SECOND);
    assertThat(started).hasSize(1);
  }

  @Test
  void leavesItsThreadTheContextLoaderItHad() {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    database("jdbc:postgresql://db/shop");
    look(now - SECOND);
    assertThat(connects).hasSize(1);
    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
  }

  @Test
  void asksAgainAfterFiveSecondsAndNotBefore() {
    database("jdbc:postgresql://db/shop");
    long since = now - SECOND;
    look(since);
    now += 4_900_000_000L;
    look(since);
    assertThat(connects).hasSize(1);
    now += SECOND / 5;
    look(since);
    assertThat(connects).hasSize(2);
  }

  @Test
  void givesTheReasonWithoutThePassword() {
    database("jdbc:postgresql://db/shop?user=app&socketTimeout=0");
    long since = now - SECOND;
    look(since);
    DatabaseView view = inspection.ask(running(since), now);
    assertThat(view.inspected).isFalse();
    assertThat(view.inspectionFailure)
        .isEqualTo("no way in with *** or password=*** (SQLSTATE 28P01)");
    assertThat(said.toString()).contains("no way in").doesNotContain("secret");
  }

  @Test
  void boundsTheConnectionAgainstTheAddress() {
    database("jdbc:postgresql://db/shop?user=app&socketTimeout=0");
    look(now - SECOND);
    assertThat(connects)
        .containsExactly("jdbc:postgresql://db/shop?user=app socketTimeout=2 connectTimeout=2");
  }

  @Test
  void saysThatThereIsNoAnswer() {
    database("jdbc:postgresql://db/shop");
    long since = now - SECOND;
    inspection.ask(running(since), now);
    DatabaseView view = inspection.ask(running(since), now + 6 * SECOND);
    assertThat(view.inspectionFailure).isEqualTo("no answer for 6 s");
  }

  @Test
  void forgetsAnAnswerThatIsOlderThanWhatHangs() {
    database("jdbc:postgresql://db/shop");
    look(now - SECOND);
    DatabaseView view = inspection.ask(running(now + 1), now + SECOND / 10);
    assertThat(view.inspectionFailure).isNull();
    assertThat(view.inspected).isFalse();
  }

  @Test
  void leavesADatabaseAloneThatItCannotAsk() {
    database("jdbc:h2:mem:shop");
    long since = now - SECOND;
    look(since);
    DatabaseView view = inspection.ask(running(since), now);
    assertThat(connects).isEmpty();
    assertThat(view.inspected).isFalse();
    assertThat(view.inspectionFailure).isNull();
  }

  private void look(long since) {
    inspection.ask(running(since), now);
    started.forEach(Runnable::run);
    started.clear();
  }

  private void database(String url) {
    Properties properties = new Properties();
    properties.setProperty("password", "secret");
    databases.add(new DatabaseAccess(refusing(), url, properties));
  }

  private Driver refusing() {
    return (Driver)
        Proxy.newProxyInstance(
            Driver.class.getClassLoader(),
            new Class<?>[] {Driver.class},
            (proxy, method, arguments) -> {
              Properties properties = (Properties) arguments[1];
              connects.add(
                  String.join(
                      " ",
                      (String) arguments[0],
                      "socketTimeout=" + properties.getProperty("socketTimeout"),
                      "connectTimeout=" + properties.getProperty("connectTimeout")));
              throw new SQLException("no way in with secret or password=other\nmore", "28P01");
            });
  }

  private static DatabaseView running(long since) {
    return DatabaseView.look(
        since, List.of(new DatabaseView.Running("select 1", since, "GET /", 0)), 0, List.of(), -1);
  }
}
