package io.harbinger.cause;

import static io.harbinger.cause.Given.OWNERS;
import static io.harbinger.cause.Given.POOL;
import static io.harbinger.cause.Given.VISITS;
import static io.harbinger.cause.Given.given;
import static io.harbinger.cause.Who.both;
import static io.harbinger.cause.Who.holders;
import static io.harbinger.cause.Who.itself;
import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.bridge.Kind;
import io.harbinger.signal.Stall;
import org.junit.jupiter.api.Test;

class SlowQueryTest {
  private static final String VALUE = "timeout.slow_query";

  @Test
  void blamesItsOwnStatement() {
    Finding root =
        given()
            .segment(Kind.DB, VISITS, 100, 3000)
            .usually(Kind.DB, VISITS, 3, 1204)
            .running(VISITS, 100)
            .verdict()
            .root;

    assertThat(root.cause).isEqualTo(VALUE);
    assertThat(root.share).isBetween(0.95, 1.0);
    assertThat(root.detail).contains("FROM visits");
    assertThat(root.evidence)
        .contains(
            "The request spent 2.9 s of 3.0 s in SELECT v.id, v.day FROM visits v WHERE v.pet_id ="
                + " ?; it usually takes 3 ms (1,204 calls).");
    assertThat(root.remedy).contains("the 3 s that nginx waits");
  }

  @Test
  void blamesTheHoldersStatementWhenTheRequestOnlyWaitedForThePool() {
    Finding root =
        given()
            .segment(Kind.POOL_WAIT, POOL, 50, 3000)
            .usually(Kind.DB, VISITS, 3, 1204)
            .pool(1500, 10, 20, busyPool(4700))
            .pool(2900, 10, 34, busyPool(6200))
            .verdict()
            .root;

    assertThat(root.cause).isEqualTo(VALUE);
    assertThat(root.share).isGreaterThan(0.9);
    assertThat(root.culprit)
        .contains("GET /report", "FROM visits", "6.2 s", "holding a connection of HikariPool-1");
    assertThat(root.culpritTrace).isNotNull();
    assertThat(root.evidence)
        .contains(
            "The request waited 3.0 s of 3.0 s for a connection of pool HikariPool-1 (10 of 10 in"
                + " use, 34 waiting).")
        .anyMatch(sentence -> sentence.startsWith("8 of 10 holders of connections are in SELECT"));
  }

  @Test
  void earlyLooksCountThoughTheStatementWasYoungThen() {
    Finding root =
        given()
            .segment(Kind.POOL_WAIT, POOL, 0, 3000)
            .pool(100, 10, 1, holders(10, Kind.DB, VISITS, 150, 150))
            .pool(2900, 10, 9, holders(10, Kind.DB, VISITS, 2950, 2950))
            .verdict()
            .root;

    assertThat(root.cause).isEqualTo(VALUE);
    assertThat(root.share).isGreaterThan(0.95);
  }

  @Test
  void followsAWorkerThatWaitsForThePool() {
    Finding root =
        given()
            .segment(Kind.WORKER_QUEUE, Given.WORKERS, 0, 3000)
            .workers(2800, 50, holders(20, Kind.POOL_WAIT, POOL, 2400, 2500))
            .workers(2900, 50, holders(20, Kind.POOL_WAIT, POOL, 2500, 2600))
            .pool(2900, 10, 20, holders(10, Kind.DB, VISITS, 4000, 4000))
            .verdict()
            .root;

    assertThat(root.cause).isEqualTo(VALUE);
    assertThat(root.evidence)
        .anyMatch(sentence -> sentence.contains("for a thread of http-nio"))
        .anyMatch(sentence -> sentence.startsWith("10 of 10 holders of connections are in"));
  }

  @Test
  void isBlamedForAQueueThatAnotherReasonHadBegun() {
    Given given = given().segment(Kind.POOL_WAIT, POOL, 0, 3000);
    for (long at = -4000; at < 0; at += 500) {
      given.pool(at, 10, 20, holders(10, Kind.DB, VISITS, 30, 40));
    }
    for (long at = 600; at < 3000; at += 600) {
      given.pool(at, 10, 20, holders(10, Kind.DB, VISITS, at + 100, at + 100));
    }
    Finding root = given.usually(Kind.DB, VISITS, 20, 999).verdict().root;

    assertThat(root.cause).isEqualTo(VALUE);
    assertThat(root.share).isGreaterThan(0.9);
  }

  @Test
  void isTheCommonRootOfWorkersWhoWaitForStatementsOfSeveralTexts() {
    String count = "SELECT count(*) FROM visits v WHERE v.day = ?";
    Holding[] mixed =
        both(holders(5, Kind.DB, VISITS, 4000, 4000), holders(5, Kind.DB, count, 3900, 4000));
    Finding root =
        given()
            .segment(Kind.WORKER_QUEUE, Given.WORKERS, 0, 3000)
            .workers(2900, 50, holders(8, Kind.POOL_WAIT, POOL, 2500, 2600))
            .pool(2900, 10, 20, mixed)
            .verdict()
            .root;

    assertThat(root.cause).isEqualTo(VALUE);
  }

  @Test
  void followsACrowdOfWorkersOfWhomOnlySomeWereLookedAt() {
    Finding root =
        given()
            .segment(Kind.WORKER_QUEUE, Given.WORKERS, 0, 3000)
            .someWorkers(2900, 400, 200, holders(40, Kind.POOL_WAIT, POOL, 2500, 2600))
            .pool(2900, 10, 190, holders(10, Kind.DB, VISITS, 4000, 4000))
            .verdict()
            .root;

    assertThat(root.cause).isEqualTo(VALUE);
    assertThat(root.share).isGreaterThan(0.95);
  }

  @Test
  void believesTheDatabaseThatNobodyWaitsForALock() {
    Verdict verdict =
        given()
            .segment(Kind.DB, VISITS, 100, 3000)
            .usually(Kind.DB, VISITS, 3, 1204)
            .running(VISITS, 100)
            .running("UPDATE visits SET day = ?", 200)
            .usually(Kind.DB, "UPDATE visits SET day = ?", 3, 100)
            .asked()
            .verdict();

    assertThat(verdict.root.cause).isEqualTo(VALUE);
    assertThat(verdict.root.evidence)
        .contains("The database itself says that this statement waits for no lock.");
    assertThat(verdict.runnersUp).noneMatch(finding -> finding.cause.contains("lock"));
  }

  @Test
  void aViewThatSleepsIsSlowThoughItOnceWasFast() {
    Verdict verdict =
        given()
            .segment(Kind.DB, VISITS, 100, 3000)
            .usually(Kind.DB, VISITS, 3, 1204)
            .running(VISITS, 100)
            .running(VISITS, 900)
            .lastCompleted(2990)
            .verdict();

    assertThat(verdict.root.cause).isEqualTo(VALUE);
    assertThat(verdict.runnersUp).anyMatch(finding -> finding.cause.equals("timeout.db_lock_wait"));
    assertThat(verdict.root.evidence)
        .anyMatch(sentence -> sentence.contains("harbinger.db.inspect"));
  }

  @Test
  void aPoolFullOfTheSleepingViewIsNotASilentDatabase() {
    Given view = given().segment(Kind.POOL_WAIT, POOL, 0, 3000).usually(Kind.DB, VISITS, 3, 999);
    view.pool(2900, 10, 30, holders(10, Kind.DB, VISITS, 2500, 2500)).lastCompleted(400);
    for (int i = 0; i < 10; i++) {
      view.running(VISITS, 400 + i);
    }

    assertThat(view.verdict().root.cause).isEqualTo(VALUE);
  }

  @Test
  void fewCallsAreNotUsual() {
    assertThat(told(1)).endsWith("; the one call before took 3.1 s.");
    assertThat(told(19)).endsWith("; it took 3.1 s in the middle of 19 calls.");
    assertThat(told(1204)).endsWith("; it usually takes 3.1 s (1,204 calls).");
  }

  @Test
  void threeFastCallsDoNotMakeAFourthOneSlow() {
    assertThat(behindHolders(3).cause).isNotEqualTo(VALUE);
    assertThat(behindHolders(300).cause).isEqualTo(VALUE);
  }

  private static Finding behindHolders(long calls) {
    return given()
        .segment(Kind.POOL_WAIT, POOL, 0, 3000)
        .pool(1500, 4, 9, holders(4, Kind.DB, VISITS, 400, 400))
        .usually(Kind.DB, VISITS, 1, calls)
        .verdict()
        .root;
  }

  private static String told(long calls) {
    return given()
        .segment(Kind.DB, VISITS, 100, 3000)
        .usually(Kind.DB, VISITS, 3100, calls)
        .verdict()
        .root
        .evidence
        .get(0);
  }

  @Test
  void blamesManyShortCalls() {
    Verdict verdict = given().shortCalls(Kind.DB, VISITS, 1200, 2600).verdict();

    assertThat(verdict.root.cause).isEqualTo(VALUE);
    assertThat(verdict.symptoms).contains("n_plus_one");
    assertThat(verdict.root.evidence).anyMatch(sentence -> sentence.contains("1,200 short calls"));
    assertThat(verdict.root.remedy).contains("JOIN FETCH");
  }

  @Test
  void isNotBlamedForTheCollectorsPause() {
    Verdict verdict =
        given()
            .segment(Kind.DB, VISITS, 100, 3000)
            .usually(Kind.DB, VISITS, 3, 1204)
            .stall(Stall.Reason.GC, 300, 2800)
            .verdict();

    assertThat(verdict.root.cause).isEqualTo("overload.gc_pause");
  }

  @Test
  void isNotItsOwnCulpritForTheWaitBefore() {
    Finding root =
        given()
            .segment(Kind.POOL_WAIT, POOL, 0, 100)
            .segment(Kind.DB, VISITS, 110, 3000)
            .usually(Kind.DB, VISITS, 3, 1204)
            .pool(
                2900,
                1,
                0,
                itself(Kind.DB, VISITS, 2790, 2802)) // taken just before its wait is told over
            .verdict()
            .root;

    assertThat(root.cause).isEqualTo(VALUE);
    assertThat(root.culprit).isNull();
    assertThat(root.evidence).noneMatch(sentence -> sentence.contains("holders"));
  }

  @Test
  void staysToBlameWhenAShortPauseFallsIntoIt() {
    Verdict verdict =
        given()
            .segment(Kind.DB, VISITS, 100, 3000)
            .usually(Kind.DB, VISITS, 3, 1204)
            .stall(Stall.Reason.GC, 300, 700)
            .verdict();

    assertThat(verdict.root.cause).isEqualTo(VALUE);
    assertThat(verdict.runnersUp).anyMatch(finding -> finding.cause.equals("overload.gc_pause"));
  }

  @Test
  void saysNothingWithoutDatabaseTime() {
    Evidence evidence =
        given().segment(Kind.CALL, "pay:443", 0, 3000).usually(Kind.DB, OWNERS, 3, 99).evidence();

    assertThat(new SlowQuery().look(evidence)).isNull();
  }

  private static Holding[] busyPool(long opMillis) {
    return both(
        holders(8, Kind.DB, VISITS, opMillis, opMillis + 100), holders(2, Kind.DB, OWNERS, 2, 5));
  }
}
