package io.harbinger.cause;

import static io.harbinger.cause.Given.OWNERS;
import static io.harbinger.cause.Given.POOL;
import static io.harbinger.cause.Given.VISITS;
import static io.harbinger.cause.Given.given;
import static io.harbinger.cause.Who.holders;
import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.bridge.Kind;
import org.junit.jupiter.api.Test;

class DbLockWaitTest {
  private static final String VALUE = "timeout.db_lock_wait";
  private static final String CHANGE = "UPDATE visits SET day = ? WHERE id = ?";

  @Test
  void isCertainByTheDatabasesOwnWord() {
    String asTheDatabaseWritesIt = VISITS.replace("?", "$1").replace(" v WHERE", " v  where");
    Finding root =
        hanging(VISITS)
            .blocked(asTheDatabaseWritesIt, 2800, "idle in transaction", 60_000)
            .verdict()
            .root;

    assertThat(root.cause).isEqualTo(VALUE);
    assertThat(root.confidence).isEqualTo(Confidence.CERTAIN);
    assertThat(root.culprit)
        .isEqualTo(
            "session 4711 (idle in transaction, transaction open for 60.0 s), last statement: ALTER"
                + " TABLE visits ADD note text");
    assertThat(root.remedy).contains("lock_timeout");
  }

  @Test
  void isBlamedForThePoolThatItEmpties() {
    Finding root =
        given()
            .segment(Kind.POOL_WAIT, POOL, 0, 3000)
            .pool(2900, 10, 30, holders(10, Kind.DB, VISITS, 5000, 5000))
            .usually(Kind.DB, VISITS, 3, 999)
            .running(VISITS, -2000)
            .blocked(VISITS, 5000, "active", 9000)
            .verdict()
            .root;

    assertThat(root.cause).isEqualTo(VALUE);
    assertThat(root.confidence).isEqualTo(Confidence.CERTAIN);
    assertThat(root.share).isGreaterThan(0.95);
  }

  @Test
  void isInferredWhenReadersAndWritersOfOneTableHangAndOthersAreAnswered() {
    Finding root =
        hanging(VISITS).running(CHANGE, 400).usually(Kind.DB, CHANGE, 4, 300).verdict().root;

    assertThat(root.cause).isEqualTo(VALUE);
    assertThat(root.confidence).isEqualTo(Confidence.PROBABLE);
  }

  @Test
  void isInferredWhenOnlyWritersHangAsRowsAreLocked() {
    assertThat(hanging(CHANGE).verdict().root.cause).isEqualTo(VALUE);
  }

  @Test
  void isInferredWhenSeveralTablesAreLockedWhileAValidationWasAnswered() {
    Finding root =
        given()
            .segment(Kind.DB, VISITS, 100, 3000)
            .usually(Kind.DB, VISITS, 3, 999)
            .usually(Kind.DB, OWNERS, 3, 999)
            .running(VISITS, 100)
            .running(OWNERS, 300)
            .lastCompleted(900)
            .verdict()
            .root;

    assertThat(root.cause).isEqualTo(VALUE);
    assertThat(root.confidence).isEqualTo(Confidence.PROBABLE);
  }

  @Test
  void isPossibleWhereAChangeHangsThatIsAnsweredForOtherRows() {
    Verdict verdict =
        hanging(CHANGE).usually(Kind.DB, CHANGE, 3, 999, 2500).lastCompleted(2900).verdict();

    assertThat(verdict.root.cause).isEqualTo(VALUE);
    assertThat(verdict.root.confidence).isEqualTo(Confidence.POSSIBLE);
    assertThat(verdict.root.evidence).anyMatch(sentence -> sentence.contains("other rows"));
  }

  @Test
  void isNotInferredWhereTheSameTextStillCompletes() {
    assertSlow(hanging(VISITS).usually(Kind.DB, VISITS, 3, 999, 2500).lastCompleted(2900));
    assertSlow(hanging(CHANGE).usually(Kind.DB, CHANGE, 30, 999, 2500).lastCompleted(2900));
  }

  private static void assertSlow(Given given) {
    Verdict verdict = given.verdict();

    assertThat(verdict.root.cause).isEqualTo("timeout.slow_query");
    assertThat(verdict.runnersUp).noneMatch(finding -> finding.cause.equals(VALUE));
  }

  @Test
  void isNotInferredForAStatementThatWasAlwaysSlow() {
    Verdict verdict = hanging(CHANGE).usually(Kind.DB, CHANGE, 2700, 999).verdict();

    assertThat(verdict.root.cause).isEqualTo("timeout.slow_query");
  }

  @Test
  void theErrorOfTheDatabaseIsProof() {
    Finding root =
        given()
            .lasting(1200)
            .segment(Kind.DB, CHANGE, 10, 1190)
            .answered(500)
            .threw("org.postgresql.util.PSQLException", "canceling statement", "55P03")
            .verdict()
            .root;

    assertThat(root.cause).isEqualTo(VALUE);
    assertThat(root.confidence).isEqualTo(Confidence.CERTAIN);
  }

  @Test
  void yieldsToTheCallThatTheLocksOwnerWaitsFor() {
    Verdict verdict =
        hanging(CHANGE).holderInCall("POST /checkout", "pay:443", 3500, 3600).verdict();

    assertThat(verdict.root.cause).isEqualTo("network.third_party");
    assertThat(verdict.root.culprit).contains("POST /checkout", "pay:443");
    assertThat(verdict.runnersUp.get(0).cause).isEqualTo(VALUE);
  }

  @Test
  void isStillNamedWhenTheLockIsGoneAsTheGatewayGivesUp() {
    Finding root = waiting().hung(300, 290, CHANGE, -3000).verdict().root;

    assertThat(root.cause).isEqualTo(VALUE);
    assertThat(root.confidence).isEqualTo(Confidence.PROBABLE);
  }

  @Test
  void isNamedForAQueueThatItLeftBehind() {
    assertThat(waiting().hung(-200, -210, CHANGE, -4000).verdict().root.cause).isEqualTo(VALUE);
  }

  @Test
  void doesNotExcuseAStatementThatBeganAfterIt() {
    Finding root =
        given()
            .segment(Kind.DB, CHANGE, 100, 3000)
            .usually(Kind.DB, CHANGE, 3, 999)
            .hung(-200, -210, CHANGE, -4000)
            .verdict()
            .root;

    assertThat(root.cause).isEqualTo("timeout.slow_query");
  }

  @Test
  void isShownByWhatComesBackAtOnce() {
    Finding root = hanging(VISITS).cameBack(2950, 3050, VISITS, 100, 900, 2000).verdict().root;

    assertThat(root.cause).isEqualTo(VALUE);
    assertThat(root.evidence)
        .contains(
            "3 statements that had begun over 1.9 s came back within 100 ms of each other, as when"
                + " a lock is let go.");
  }

  @Test
  void isNotShownByWhatOthersCameBackFrom() {
    Given before = hanging(VISITS).cameBack(100, 200, VISITS, -2000, -1000, -500);
    Given elsewhere = hanging(VISITS).cameBack(2950, 3050, OWNERS, 100, 900, 2000);
    Given later = hanging(VISITS).cameBack(9950, 9999, VISITS, 8000, 8500, 9000);

    assertThat(before.verdict().root.cause).isEqualTo("timeout.slow_query");
    assertThat(elsewhere.verdict().root.cause).isEqualTo("timeout.slow_query");
    assertThat(later.verdict().root.cause).isEqualTo("timeout.slow_query");
  }

  @Test
  void countsThoseThatHangThoughOthersOfTheirTextWereOnTheirWay() {
    Given asItBegan = hanging(CHANGE).usually(Kind.DB, CHANGE, 100, 999, 180);

    assertThat(asItBegan.verdict().root.cause).isEqualTo(VALUE);
  }

  @Test
  void isOnlyPossibleWhereFewCallsSayThatItIsFast() {
    Finding root = hanging(CHANGE).usually(Kind.DB, CHANGE, 1, 3).verdict().root;

    assertThat(root.cause).isEqualTo(VALUE);
    assertThat(root.confidence).isEqualTo(Confidence.POSSIBLE);
  }

  @Test
  void isUndecidedForAStatementThatNeverCompleted() {
    Verdict verdict = given().segment(Kind.DB, VISITS, 100, 3000).running(VISITS, 100).verdict();

    assertThat(verdict.root.cause).isEqualTo("timeout.slow_query");
    assertThat(verdict.root.confidence).isEqualTo(Confidence.POSSIBLE);
    assertThat(verdict.root.evidence).anyMatch(it -> it.startsWith("Too few calls"));
    assertThat(verdict.runnersUp.get(0).cause).isEqualTo(VALUE);
  }

  @Test
  void isWhatTheFirstInsertOfAllWaitsFor() {
    String add = "INSERT INTO visits (day, pet_id) VALUES (?, ?)";
    Finding root = given().segment(Kind.DB, add, 100, 3000).running(add, 100).verdict().root;

    assertThat(root.cause).isEqualTo(VALUE);
    assertThat(root.confidence).isEqualTo(Confidence.PROBABLE);
  }

  @Test
  void anAnswerFromBeforeTheHangProvesNothing() {
    Given late = hanging(CHANGE).askedAt(50);

    assertThat(late.verdict().root.cause).isEqualTo(VALUE);
  }

  @Test
  void isStillKnownFromWhoCameBackJustBefore() {
    Finding root =
        hanging(VISITS)
            .hung(2500, 2480, VISITS, 100)
            .hung(2500, 2480, CHANGE, 400)
            .hung(2950, 2940, VISITS, 100)
            .usually(Kind.DB, CHANGE, 4, 300)
            .verdict()
            .root;

    assertThat(root.cause).isEqualTo(VALUE);
    assertThat(root.confidence).isEqualTo(Confidence.PROBABLE);
  }

  @Test
  void isNotKnownFromAHangThatBeganAfterTheGatewayHadGivenUp() {
    Finding root =
        given()
            .lasting(9000)
            .gaveUp(3050)
            .segment(Kind.POOL_WAIT, POOL, 0, 8900)
            .pool(2900, 10, 30, holders(10, Kind.DB, VISITS, 2800, 2800))
            .pool(8800, 10, 30, holders(10, Kind.DB, VISITS, 5000, 5000))
            .usually(Kind.DB, VISITS, 3, 999)
            .usually(Kind.DB, CHANGE, 3, 999)
            .hung(2900, 2880, VISITS, 100)
            .hung(8800, 8780, VISITS, 3800)
            .hung(8800, 8780, CHANGE, 3900)
            .lastCompleted(8990)
            .verdict()
            .root;

    assertThat(root.cause).isEqualTo("timeout.slow_query");
    assertThat(root.confidence).isEqualTo(Confidence.POSSIBLE);
  }

  @Test
  void isNotKnownFromAnotherHangOrFromLongBefore() {
    Given another = hanging(VISITS).hung(2500, 2480, VISITS, 90).hung(2500, 2480, CHANGE, 400);
    Given longBefore = hanging(VISITS).hung(900, 880, VISITS, 100).hung(900, 880, CHANGE, 110);

    for (Given given : new Given[] {another, longBefore}) {
      Finding root =
          given.hung(2950, 2940, VISITS, 100).usually(Kind.DB, CHANGE, 4, 300).verdict().root;
      assertThat(root.cause).isEqualTo("timeout.slow_query");
      assertThat(root.confidence).isEqualTo(Confidence.POSSIBLE);
    }
  }

  /** In the queue of a pool whose connections all were in that statement. */
  private static Given waiting() {
    return given()
        .segment(Kind.POOL_WAIT, POOL, 0, 3000)
        .pool(-200, 10, 30, holders(10, Kind.DB, CHANGE, 3800, 3800))
        .pool(300, 10, 30, holders(10, Kind.DB, CHANGE, 4300, 4300))
        .usually(Kind.DB, CHANGE, 4, 300)
        .lastCompleted(2990);
  }

  private static Given hanging(String sql) {
    return given()
        .segment(Kind.DB, sql, 100, 3000)
        .usually(Kind.DB, sql, 3, 999)
        .running(sql, 100)
        .lastCompleted(2980);
  }
}
