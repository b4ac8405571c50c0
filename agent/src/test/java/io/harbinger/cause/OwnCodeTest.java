package io.harbinger.cause;

import static io.harbinger.cause.Given.POOL;
import static io.harbinger.cause.Given.VISITS;
import static io.harbinger.cause.Given.given;
import static io.harbinger.cause.Who.both;
import static io.harbinger.cause.Who.holders;
import static io.harbinger.cause.Who.ownCode;
import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.bridge.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnCodeTest {
  private static final String FRAME = "com.example.Shop.match(Shop.java:8)";
  private static final String STACK = "java.util.regex.Pattern.go(Pattern.java:1)\n" + FRAME;
  private static final String MONITOR = "com.example.Ledger@1b2c";
  private static final String LOCK = "java.util.concurrent.locks.ReentrantLock$NonfairSync@1b2c";

  @Test
  void blamesTheLoopThatUsesAWholeProcessor() {
    Given loop = given().seen(100, 3000, Thread.State.RUNNABLE, 0.95, null, STACK).route(20, 500);
    loop.host.cpuLimit = 2;
    loop.host.cpuUsed = 1.95;
    Finding root = loop.verdict().root;

    assertThat(root.cause).isEqualTo("code.cpu_loop");
    assertThat(root.detail).isEqualTo(FRAME);
    assertThat(root.evidence.get(0)).contains("2.8 s of processor time").contains("20 ms");
  }

  @Test
  void aRouteThatAlwaysComputesIsNoLoop() {
    Given usual = given().seen(100, 3000, Thread.State.RUNNABLE, 0.5, null, STACK).route(900, 500);

    assertThat(new CpuLoop().look(usual.evidence())).isNull();
  }

  @Test
  void whoWaitsInsideAnHttpClientWaitsForSomebodyOutside() {
    String stack =
        "java.base@17.0.15/java.lang.Object.wait(Native Method)\n"
            + "org.apache.hc.core5.pool.StrictConnPool$1.get(StrictConnPool.java:184)\n"
            + "org.apache.hc.client5.http.impl.classic.ConnectExec.execute(ConnectExec.java:125)\n"
            + "org.apache.hc.client5.http.impl.classic.ExecChain$$Lambda$1348/0x00007fca946f3080"
            + ".proceed(Unknown Source)\n"
            + FRAME;
    Finding root = given().seen(0, 3000, Thread.State.TIMED_WAITING, 0, null, stack).verdict().root;

    assertThat(root.cause).isEqualTo("network.third_party");
    assertThat(root.confidence).isEqualTo(Confidence.POSSIBLE);
    assertThat(root.detail).isEqualTo(FRAME);
    String itsOwn = "java.lang.Object.wait(Native Method)\n" + FRAME + "\nokhttp3.Call.go(Call:1)";
    assertThat(OwnCode.doing(Thread.State.WAITING, null, itsOwn)).isEqualTo(Doing.WAITING);
  }

  @Test
  void blamesTheLockAndItsOwner() {
    Finding root =
        given()
            .lockOwner(null, null, 0, "com.example.Shop.sum(Shop.java:5)")
            .seen(100, 3000, Thread.State.BLOCKED, 0, MONITOR, STACK)
            .verdict()
            .root;

    assertThat(root.cause).isEqualTo("code.lock_contention");
    assertThat(root.detail).isEqualTo("com.example.Ledger");
    assertThat(root.culprit)
        .isEqualTo("worker-7, GET /report, computing in com.example.Shop.sum(Shop.java:5)");
    assertThat(root.culpritTrace).isNotNull();
  }

  @Test
  void saysWhomTheLocksOwnerAsksInsideTheLock() {
    String stack =
        "org.springframework.web.client.RestTemplate.execute(RestTemplate.java:9)\n"
            + "com.example.Shop.price(Shop.java:7)";
    Finding root =
        given()
            .lockOwner(Kind.CALL, "stock:80", 2100, stack)
            .seen(100, 3000, Thread.State.BLOCKED, 0, MONITOR, STACK)
            .verdict()
            .root;

    assertThat(root.cause).isEqualTo("code.lock_contention");
    assertThat(root.culprit)
        .isEqualTo(
            "worker-7, GET /report, waiting for the answer of stock:80 for 2.1 s,"
                + " in com.example.Shop.price(Shop.java:7)");
  }

  @Test
  void knowsLocksOfTheLibrary() {
    Finding root = given().seen(0, 3000, Thread.State.WAITING, 0, LOCK, STACK).verdict().root;

    assertThat(root.cause).isEqualTo("code.lock_contention");
    assertThat(root.detail).isEqualTo("ReentrantLock");
  }

  @Test
  void holdersInALockAreItsVictims() {
    Finding root =
        given()
            .segment(Kind.POOL_WAIT, POOL, 0, 3000)
            .pool(2900, 4, 9, ownCode(4, Thread.State.BLOCKED, MONITOR, STACK, 4000))
            .verdict()
            .root;

    assertThat(root.cause).isEqualTo("code.lock_contention");
  }

  @Test
  void aDeadlockIsCertain() {
    Finding root =
        given()
            .seen(100, 3000, Thread.State.BLOCKED, 0, MONITOR, STACK)
            .deadlock(true, "worker-1 waits for Ledger, held by worker-7; worker-7 …")
            .verdict()
            .root;

    assertThat(root.cause).isEqualTo("code.deadlock");
    assertThat(root.confidence).isEqualTo(Confidence.CERTAIN);
  }

  @Test
  void aVictimOfTheDeadlockIsCertainAsWell() {
    Finding root =
        given()
            .seen(100, 3000, Thread.State.BLOCKED, 0, MONITOR, STACK)
            .deadlock(false, "worker-8 waits for " + MONITOR + ", held by worker-7")
            .verdict()
            .root;

    assertThat(root.cause).isEqualTo("code.deadlock");
    assertThat(root.confidence).isEqualTo(Confidence.CERTAIN);
  }

  @Test
  void anotherLockThanTheDeadlocksIsContention() {
    Finding root =
        given()
            .seen(100, 3000, Thread.State.BLOCKED, 0, MONITOR, STACK)
            .deadlock(false, "worker-8 waits for com.example.Other@77, held by worker-7")
            .verdict()
            .root;

    assertThat(root.cause).isEqualTo("code.lock_contention");
  }

  @Test
  void processorTimeIsComparedWithWhatASegmentLeft() {
    Map<Kind, Long> ledger =
        given()
            .segment(Kind.DB, VISITS, 0, 2850)
            .seenOnce(0, 3000, Thread.State.RUNNABLE, 90, STACK)
            .verdict()
            .ledger;

    assertThat(ledger).containsEntry(Kind.CPU, 150_000_000L);
  }

  @Test
  void aDeadlockElsewhereDoesNotConcernASlowQuery() {
    Finding root =
        given()
            .segment(Kind.DB, VISITS, 0, 3000)
            .deadlock(false, "worker-8 waits for Ledger, held by worker-7; worker-7 …")
            .verdict()
            .root;

    assertThat(root.cause).isEqualTo("timeout.slow_query");
  }

  @Test
  void blamesTheExceptionThatTheVisitorGot() {
    Finding root =
        given()
            .lasting(15)
            .answered(500)
            .threw("java.lang.IllegalStateException", "no price", null)
            .verdict()
            .root;

    assertThat(root.cause).isEqualTo("code.exception");
    assertThat(root.confidence).isEqualTo(Confidence.CERTAIN);
    assertThat(root.detail)
        .isEqualTo("java.lang.IllegalStateException in com.example.Shop.pay(Shop.java:12)");
  }

  @Test
  void anExceptionAfterTheGatewayGaveUpExplainsNothing() {
    Finding root =
        given()
            .lasting(4000)
            .segment(Kind.DB, VISITS, 0, 3900)
            .answered(500)
            .gaveUp(3000)
            .threw("org.apache.catalina.connector.ClientAbortException", "Broken pipe", null)
            .verdict()
            .root;

    assertThat(root.cause).isEqualTo("timeout.slow_query");
  }

  @Test
  void anExhaustedPoolsExceptionIsRedirectedToItsHolders() {
    Finding root =
        given()
            .lasting(2000)
            .segment(Kind.POOL_WAIT, POOL, 5, 1995)
            .pool(1900, 2, 9, holders(2, Kind.DB, VISITS, 4000, 4000))
            .answered(500)
            .threw(
                "java.sql.SQLTransientConnectionException",
                "HikariPool-1 - Connection is not available, request timed out after 2000ms",
                null)
            .verdict()
            .root;

    assertThat(root.cause).isEqualTo("timeout.slow_query");
  }

  @Test
  void threadsWithoutACommonRootLeaveItToTheThreadPool() {
    Holding[] mixed =
        both(
            both(
                holders(3, Kind.DB, VISITS, 2500, 2600),
                holders(3, Kind.CALL, "pay:443", 2500, 2600)),
            ownCode(4, Thread.State.TIMED_WAITING, null, FRAME, 2500));
    Finding root =
        given()
            .segment(Kind.WORKER_QUEUE, Given.WORKERS, 0, 3000)
            .workers(2900, 50, mixed)
            .verdict()
            .root;

    assertThat(root.cause).isEqualTo("timeout.thread_pool");
    assertThat(root.evidence).contains("What keeps the threads busy has no common root.");
  }

  @Test
  void threadsWithACommonRootAreRedirected() {
    Holding[] most =
        both(holders(8, Kind.CALL, "pay:443", 2500, 2600), holders(2, Kind.DB, VISITS, 3, 3));
    Verdict verdict =
        given()
            .segment(Kind.WORKER_QUEUE, Given.WORKERS, 0, 3000)
            .workers(2900, 50, most)
            .verdict();

    assertThat(verdict.root.cause).isEqualTo("network.third_party");
    assertThat(verdict.symptoms).contains("workers_exhausted");
  }

  @Test
  void sleepingInOwnCodeIsUnknownAndSaysWhere() {
    Finding root = given().seen(0, 3000, Thread.State.TIMED_WAITING, 0, null, FRAME).verdict().root;

    assertThat(root.cause).isEqualTo("unknown");
    assertThat(root.evidence).anyMatch(it -> it.contains("waiting in " + FRAME));
  }

  @Test
  void theLedgerAddsUp() {
    Map<Kind, Long> ledger =
        given()
            .segment(Kind.POOL_WAIT, POOL, 10, 500)
            .segment(Kind.DB, VISITS, 500, 2000)
            .seen(2000, 3000, Thread.State.RUNNABLE, 1, null, STACK)
            .verdict()
            .ledger;

    assertThat(ledger.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(3_000_000_000L);
    assertThat(ledger).containsEntry(Kind.CPU, 1_000_000_000L);
  }
}
