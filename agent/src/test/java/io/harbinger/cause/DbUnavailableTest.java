package io.harbinger.cause;

import static io.harbinger.cause.Given.OWNERS;
import static io.harbinger.cause.Given.POOL;
import static io.harbinger.cause.Given.VISITS;
import static io.harbinger.cause.Given.given;
import static io.harbinger.cause.Who.holders;
import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.bridge.Kind;
import org.junit.jupiter.api.Test;

class DbUnavailableTest {
  private static final String VALUE = "timeout.db_unavailable";
  private static final String REFUSED = "Connection to db:5432 refused";

  @Test
  void refusedConnectionsAreProof() {
    Finding root =
        given()
            .segment(Kind.POOL_WAIT, POOL, 50, 3000)
            .pool(2900, 10, 12)
            .connect(REFUSED, "08001", 100, 1)
            .lastCompleted(-500)
            .verdict()
            .root;

    assertThat(root.cause).isEqualTo(VALUE);
    assertThat(root.confidence).isEqualTo(Confidence.CERTAIN);
    assertThat(root.detail).isEqualTo("connection refused");
    assertThat(root.share).isGreaterThan(0.9);
  }

  @Test
  void tellsThatTheDatabaseTakesNoMoreConnections() {
    Finding root =
        given()
            .lasting(40)
            .answered(500)
            .threw("java.sql.SQLNonTransientConnectionException", "Too many connections", "08004")
            .verdict()
            .root;

    assertThat(root.cause).isEqualTo(VALUE);
    assertThat(root.detail).isEqualTo("too many connections");
  }

  @Test
  void aBrokenConnectionExplainsAFastFailure() {
    Finding root =
        given()
            .lasting(40)
            .failed(Kind.DB, VISITS, 10, 12, 0, "org.postgresql.util.PSQLException")
            .answered(500)
            .threw("Wrapped < org.postgresql.util.PSQLException", "terminating connection", "57P01")
            .verdict()
            .root;

    assertThat(root.cause).isEqualTo(VALUE);
    assertThat(root.confidence).isEqualTo(Confidence.CERTAIN);
  }

  @Test
  void isSilentWhenStatementsOnAllTablesStopAtOnce() {
    Finding root = frozen().running(OWNERS, 120).usually(Kind.DB, OWNERS, 3, 99).verdict().root;

    assertThat(root.cause).isEqualTo(VALUE);
    assertThat(root.detail).isEqualTo("not answering");
    assertThat(root.confidence).isEqualTo(Confidence.PROBABLE);
  }

  @Test
  void isSilentWhenAValidationHangs() {
    assertThat(frozen().running("validate connection", 400).verdict().root.cause).isEqualTo(VALUE);
  }

  @Test
  void isSilentWhenTheInspectionDoesNotGetThrough() {
    Finding root = frozen().askingFailed("connect timed out").verdict().root;

    assertThat(root.cause).isEqualTo(VALUE);
    assertThat(root.evidence).anyMatch(sentence -> sentence.contains("connect timed out"));
  }

  @Test
  void isSilentWhenANewConnectionHangs() {
    assertThat(frozen().connect(null, null, 500, 2500).verdict().root.cause).isEqualTo(VALUE);
  }

  @Test
  void isSilentWhenTheServerDoesNotReadWhatItIsSent() {
    assertThat(frozen().unread(1).verdict().root.cause).isEqualTo(VALUE);
  }

  @Test
  void aServerThatReadsEverythingHasItsTablesLocked() {
    Given locked = frozen().running(OWNERS, 120).usually(Kind.DB, OWNERS, 3, 99).unread(0);

    assertThat(locked.verdict().root.cause).isEqualTo("timeout.db_lock_wait");
  }

  @Test
  void aConnectionThatIsNotMadeIsTheDatabases() {
    Finding root =
        given()
            .segment(Kind.DB, "connect jdbc:postgresql://db/shop", 0, 3000)
            .connect(null, null, 0, 3000)
            .verdict()
            .root;

    assertThat(root.cause).isEqualTo(VALUE);
  }

  @Test
  void emptiesThePool() {
    Finding root =
        given()
            .segment(Kind.POOL_WAIT, POOL, 0, 3000)
            .pool(2900, 2, 30, holders(2, Kind.DB, VISITS, 4000, 4000))
            .running(VISITS, -1000)
            .running(OWNERS, -990)
            .lastCompleted(-1005)
            .verdict()
            .root;

    assertThat(root.cause).isEqualTo(VALUE);
  }

  @Test
  void aWrongPasswordOfTheInspectionProvesNothing() {
    Finding root =
        frozen().askingFailed("password authentication failed for user \"x\"").verdict().root;

    assertThat(root.cause).isEqualTo("timeout.slow_query");
  }

  @Test
  void saysNothingWhileStatementsAreAnswered() {
    Evidence evidence =
        given()
            .segment(Kind.DB, VISITS, 100, 3000)
            .running(VISITS, 100)
            .running(OWNERS, 200)
            .lastCompleted(2900)
            .evidence();

    assertThat(new DbUnavailable().look(evidence)).isNull();
  }

  @Test
  void anAttemptThatFailedBeforeTheLastAnswerIsForgotten() {
    Evidence evidence =
        given()
            .segment(Kind.DB, VISITS, 100, 3000)
            .connect(REFUSED, "08001", 100, 1)
            .lastCompleted(2900)
            .evidence();

    assertThat(new DbUnavailable().look(evidence)).isNull();
  }

  @Test
  void theFirstFailureTellsNotTheRollbackThatHidesIt() {
    Finding root =
        fails()
            .refused(VISITS, 10, 12, "57P01", "org.postgresql.util.PSQLException")
            .threw("java.sql.SQLException", "Connection is closed", null)
            .verdict()
            .root;

    assertThat(root.cause).isEqualTo(VALUE);
    assertThat(root.confidence).isEqualTo(Confidence.CERTAIN);
    assertThat(root.evidence).contains("The driver failed with 57P01: it refused");
  }

  @Test
  void theFirstFailureTellsAlsoWhereOnlyTheStatusIsKnown() {
    Finding root = fails().refused(VISITS, 10, 12, "08006", "java.sql.SQLException").verdict().root;

    assertThat(root.cause).isEqualTo(VALUE);
  }

  @Test
  void aTransactionThatHasFailedAlreadyIsItsFirstStatements() {
    Finding root =
        fails()
            .refused(VISITS, 10, 12, "55P03", "org.postgresql.util.PSQLException")
            .threw("org.postgresql.util.PSQLException", "current transaction is aborted", "25P02")
            .verdict()
            .root;

    assertThat(root.cause).isEqualTo("timeout.db_lock_wait");
  }

  @Test
  void aFailureWithAStateOfItsOwnIsNotTheConnections() {
    Finding root =
        fails()
            .refused(VISITS, 5, 8, "57P01", "org.postgresql.util.PSQLException")
            .threw("org.postgresql.util.PSQLException", "duplicate key", "23505")
            .verdict()
            .root;

    assertThat(root.cause).isEqualTo("code.exception");
  }

  @Test
  void aClosedConnectionIsTheDatabasesWhileNobodyCanConnect() {
    Given closed = fails().threw("java.sql.SQLException", "Connection is closed", null);

    assertThat(closed.verdict().root.cause).isEqualTo("code.exception");
    Finding root = closed.connect(REFUSED, "08001", 20, 1).verdict().root;
    assertThat(root.cause).isEqualTo(VALUE);
    assertThat(root.confidence).isEqualTo(Confidence.PROBABLE);
  }

  @Test
  void aDriversWordThatTheConnectionIsLostIsProof() {
    for (String type :
        new String[] {
          "java.sql.SQLRecoverableException",
          "java.sql.SQLNonTransientConnectionException",
          "org.h2.jdbc.JdbcSQLNonTransientConnectionException",
          "com.mysql.cj.jdbc.exceptions.CommunicationsException"
        }) {
      Finding root = fails().threw("Wrapped < " + type, "lost", "S1000").verdict().root;
      assertThat(root.cause).as(type).isEqualTo(VALUE);
    }
  }

  @Test
  void isStillNamedWhenTheDatabaseIsBackAsTheGatewayGivesUp() {
    Finding root =
        given()
            .segment(Kind.POOL_WAIT, POOL, 0, 3000)
            .pool(300, 6, 30, holders(6, Kind.DB, VISITS, 2500, 2500))
            .usually(Kind.DB, VISITS, 102, 999)
            .unread(2)
            .hung(300, -2150, VISITS, -2200)
            .unread(0)
            .lastCompleted(2990)
            .verdict()
            .root;

    assertThat(root.cause).isEqualTo(VALUE);
    assertThat(root.detail).isEqualTo("not answering");
  }

  @Test
  void aStatementThatIsNeverFastIsInASilentDatabaseToo() {
    Finding root =
        given()
            .segment(Kind.POOL_WAIT, POOL, 0, 3000)
            .pool(300, 6, 30, holders(6, Kind.DB, VISITS, 2500, 2500))
            .usually(Kind.DB, VISITS, 900, 999)
            .unread(2)
            .hung(300, -2150, VISITS, -2200)
            .unread(0)
            .lastCompleted(2990)
            .verdict()
            .root;

    assertThat(root.cause).isEqualTo(VALUE);
  }

  private static Given fails() {
    return given().lasting(40).answered(500);
  }

  private static Given frozen() {
    return given()
        .segment(Kind.DB, VISITS, 100, 3000)
        .usually(Kind.DB, VISITS, 3, 999)
        .running(VISITS, 100)
        .lastCompleted(98);
  }

  @Test
  void aPoolWhoseConnectionTheServerRefusedIsNotExhausted() {
    Finding root =
        refused(
            "org.springframework.jdbc.CannotGetJdbcConnectionException",
            "Failed to obtain JDBC Connection");

    assertThat(root.cause).isEqualTo("timeout.db_unavailable");
    assertThat(root.confidence).isEqualTo(Confidence.CERTAIN);
    assertThat(root.share).isEqualTo(1);
  }

  @Test
  void aTransactionThatCouldNotConnectIsNoExceptionOfTheCode() {
    Finding root =
        refused(
            "org.springframework.transaction.CannotCreateTransactionException",
            "Could not open JDBC Connection for transaction");

    assertThat(root.cause).isEqualTo("timeout.db_unavailable");
    assertThat(root.confidence).isEqualTo(Confidence.CERTAIN);
  }

  @Test
  void tellsTheLatestOfSeveralFailedAttempts() {
    Finding root =
        given()
            .segment(Kind.POOL_WAIT, POOL, 50, 3000)
            .pool(2900, 10, 12)
            .connect("java.sql.SQLException: Too many connections", "HY000", -2000, 5)
            .connect("java.net.ConnectException: Connection refused", "08001", 100, 1)
            .lastCompleted(-2500)
            .verdict()
            .root;

    assertThat(root.detail).isEqualTo("connection refused");
    assertThat(root.evidence.toString()).contains("refused").doesNotContain("Too many");
  }

  /** The server refused the connection, and the request failed by what was made of that. */
  private static Finding refused(String thrown, String message) {
    return given()
        .lasting(40)
        .answered(500)
        .failed(Kind.DB, "connect jdbc:mariadb://db/shop", 5, 20, 0, "java.sql.SQLException")
        .threw(thrown + " < java.sql.SQLException", message, "HY000")
        .verdict()
        .root;
  }
}
