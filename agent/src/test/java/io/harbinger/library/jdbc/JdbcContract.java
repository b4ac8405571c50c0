package io.harbinger.library.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.weave.WovenApplication;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import sample.JdbcMain;

/** What every driver must tell; one class for each way to a database extends it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JdbcContract {
  private final Map<String, List<String>> steps = new LinkedHashMap<>();
  private WovenApplication application;

  /** URL, user, password, and the class of a pool if there is one. */
  abstract String[] arguments() throws Exception;

  abstract String driver();

  @BeforeAll
  void run() throws Exception {
    application = WovenApplication.start("jdbc", false, JdbcMain.class, arguments());
    List<String> events = new ArrayList<>();
    for (String line : application.until("step end")) {
      if (line.startsWith("step ")) {
        events = new ArrayList<>();
        steps.put(line.substring("step ".length()), events);
      } else if (line.startsWith("event main ")) {
        events.add(line.substring("event main ".length()));
      }
    }
  }

  @AfterAll
  void stop() throws Exception {
    application.stop();
  }

  @Test
  void tellsHowTheDriverConnected() throws Exception {
    assertThat(steps.get("connect"))
        .containsSubsequence(
            "connect " + arguments()[0], driver() + " connected user " + arguments()[1]);
  }

  @Test
  void countsEachStatementOnceWithItsText() {
    assertThat(statements("execute"))
        .containsExactly("create table item (id int primary key, name varchar(20))");
    assertThat(statements("update")).containsExactly("insert into item values (1, 'one')");
    assertThat(statements("large update")).containsExactly("insert into item values (2, 'two')");
    assertThat(statements("query")).containsExactly("select name from item where id = 1");
  }

  @Test
  void endsWhatItStarts() {
    assertThat(steps.get("query"))
        .containsExactly("statement select name from item where id = 1", "statement done");
  }

  @Test
  void knowsWhatAStatementWasPreparedWith() {
    assertThat(statements("prepared query")).contains("select name from item where id = ?");
    assertThat(statements("prepared update"))
        .containsExactly("insert into item values (?, 'more')");
    assertThat(statements("prepared execute"))
        .containsExactly("insert into item values (?, 'more')");
    assertThat(statements("call")).containsExactly("{? = call abs(?)}");
  }

  @Test
  void countsABatchOnce() {
    assertThat(statements("batch")).containsExactly("insert into item values (3, 'three')");
    assertThat(statements("prepared batch")).containsExactly("insert into item values (?, 'more')");
  }

  @Test
  void marksEachRowThatIsAskedFor() {
    assertThat(steps.get("rows")).startsWith("fetch", "fetch done").endsWith("fetch", "fetch done");
  }

  @Test
  void passesTheFailureOn() {
    assertThat(steps.get("failure"))
        .hasSize(2)
        .first()
        .isEqualTo("statement select * from nowhere");
    assertThat(steps.get("failure").get(1)).matches("statement done .*Exception");
  }

  @Test
  void seesTransactionsAndValidation() {
    assertThat(statements("commit")).containsExactly("COMMIT");
    assertThat(statements("rollback")).containsExactly("ROLLBACK");
    assertThat(statements("validate")).containsExactly("validate connection");
  }

  @Test
  void weavesWithoutComplaint() {
    assertThat(application.startLines)
        .noneMatch(line -> line.contains("left alone") || line.contains("could not weave"));
  }

  private List<String> statements(String step) {
    return steps.get(step).stream()
        .filter(event -> event.startsWith("statement ") && !event.startsWith("statement done"))
        .map(event -> event.substring("statement ".length()))
        .toList();
  }
}
