package io.harbinger.cause;

import static io.harbinger.cause.Given.OWNERS;
import static io.harbinger.cause.Given.POOL;
import static io.harbinger.cause.Given.VISITS;
import static io.harbinger.cause.Given.given;
import static io.harbinger.cause.Who.both;
import static io.harbinger.cause.Who.holders;
import static io.harbinger.cause.Who.ownCode;
import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.bridge.Kind;
import io.harbinger.signal.AcceptQueue;
import io.harbinger.signal.Stall;
import org.junit.jupiter.api.Test;

class OverloadTest {
  private static final String FRAME = "com.example.Shop.render(Shop.java:8)";

  @Test
  void blamesThePauseByItsOverlap() {
    Finding root = given().stall(Stall.Reason.GC, -500, 2000).verdict().root;

    assertThat(root.cause).isEqualTo("overload.gc_pause");
    assertThat(root.share).isBetween(0.66, 0.67);
    assertThat(root.evidence.get(0)).contains("2.0 s of 3.0 s in a pause, the longest 2.5 s");
  }

  @Test
  void blamesTheFullHeapRatherThanItsPauses() {
    Verdict verdict = fullHeap(0.7).stall(Stall.Reason.GC, 100, 2000).verdict();

    assertThat(verdict.root.cause).isEqualTo("overload.heap_exhausted");
    assertThat(verdict.root.evidence).anyMatch(it -> it.startsWith("97 % of the heap's 100 MiB"));
    assertThat(verdict.runnersUp.get(0).cause).isEqualTo("overload.gc_pause");
  }

  @Test
  void blamesTheFullHeapRatherThanTheProcessorsThatItsCollectionsWant() {
    Verdict verdict = fullHeap(0.6).stall(Stall.Reason.STARVED, 100, 2300).verdict();

    assertThat(verdict.root.cause).isEqualTo("overload.heap_exhausted");
    assertThat(verdict.runnersUp.get(0).cause).isEqualTo("overload.cpu_saturated");
  }

  @Test
  void theHeapIsFullWhereTheOldGenerationIs() {
    Given full = given().stall(Stall.Reason.GC, 100, 2000);
    full.host.heapMaxBytes = 300 << 20;
    full.host.heapAfterGcBytes = 210 << 20;
    full.host.oldMaxBytes = 200 << 20;
    full.host.oldAfterGcBytes = 196 << 20;
    full.host.gcShare = 0.7;
    Finding root = full.verdict().root;

    assertThat(root.cause).isEqualTo("overload.heap_exhausted");
    assertThat(root.evidence).anyMatch(it -> it.startsWith("98 % of the old generation's 200 MiB"));
  }

  @Test
  void outOfMemoryIsProof() {
    Finding root =
        given()
            .lasting(900)
            .answered(500)
            .threw("jakarta.servlet.ServletException < java.lang.OutOfMemoryError", "heap", null)
            .verdict()
            .root;

    assertThat(root.cause).isEqualTo("overload.heap_exhausted");
    assertThat(root.confidence).isEqualTo(Confidence.CERTAIN);
  }

  @Test
  void aFullHeapWithoutCollectionsIsNoReason() {
    Given full = fullHeap(0.01);

    assertThat(new HeapExhausted().look(full.evidence())).isNull();
    assertThat(new GcPause().look(full.evidence())).isNull();
  }

  @Test
  void blamesTheQuotaThoughEveryQueryLooksSlow() {
    Given throttled = given().usually(Kind.DB, VISITS, 3, 999).usually(Kind.DB, OWNERS, 2, 999);
    throttled.host.throttledPeriodShare = 0.97;
    throttled.host.cpuQuota = 0.05;
    for (int at = 0; at < 3000; at += 100) {
      throttled.stall(Stall.Reason.THROTTLED, at, at + 70);
    }
    for (int at = 0; at < 3000; at += 300) {
      throttled.segment(Kind.DB, at % 600 == 0 ? VISITS : OWNERS, at, at + 290);
    }
    Finding root = throttled.verdict().root;

    assertThat(root.cause).isEqualTo("overload.cpu_throttled");
    assertThat(root.share).isGreaterThan(0.9);
    assertThat(root.detail).isEqualTo("quota 0.05");
  }

  @Test
  void aLockThatLastsForTheWholeRequestOutlivesALittleThrottling() {
    Given both =
        given()
            .segment(Kind.DB, VISITS, 0, 3000)
            .usually(Kind.DB, VISITS, 3, 999)
            .stall(Stall.Reason.THROTTLED, 0, 500)
            .blocked(VISITS, 2900, "active", 5000);
    both.host.throttledPeriodShare = 0.6;

    assertThat(both.verdict().root.cause).isEqualTo("timeout.db_lock_wait");
  }

  @Test
  void noThrottlingNoBlame() {
    Given unlimited = given().stall(Stall.Reason.STARVED, 0, 2000);
    unlimited.host.throttledPeriodShare = 0;

    assertThat(new CpuThrottled().look(unlimited.evidence())).isNull();
  }

  @Test
  void blamesBusyNeighbours() {
    Given busy = given().seen(0, 3000, Thread.State.RUNNABLE, 0.04, null, FRAME);
    busy.host.hostCpuShare = 1;
    busy.host.runDelay = 6;
    busy.host.cpuLimit = 2;
    busy.host.cpuUsed = 0.1;
    Finding root = busy.verdict().root;

    assertThat(root.cause).isEqualTo("overload.cpu_saturated");
    assertThat(root.detail).isEqualTo("other processes");
  }

  @Test
  void blamesBusyNeighboursForOwnCodeThatNobodySawAndForCollectionsThatTheyDrewOut() {
    Given busy = given().stall(Stall.Reason.STARVED, 0, 1000).stall(Stall.Reason.GC, 1000, 2000);
    busy.host.hostCpuShare = 1;
    busy.host.cpuLimit = 2;
    busy.host.cpuUsed = 0.1;
    Verdict verdict = busy.verdict();

    assertThat(verdict.root.cause).isEqualTo("overload.cpu_saturated");
    assertThat(verdict.root.share).isGreaterThan(0.99);
    assertThat(verdict.runnersUp.get(0).cause).isEqualTo("overload.gc_pause");
  }

  @Test
  void ownCollectionsThatTakeTheProcessorsAreTheRoot() {
    Given collecting = given().stall(Stall.Reason.GC, 0, 2000);
    collecting.host.hostCpuShare = 1;
    collecting.host.cpuLimit = 2;
    collecting.host.cpuUsed = 1.9;

    assertThat(collecting.verdict().root.cause).isEqualTo("overload.gc_pause");
  }

  @Test
  void blamesBusyNeighboursForAPoolWhoseHoldersCannotRun() {
    Given busy = waitingForThePool(700);

    assertThat(busy.verdict().root.cause).isEqualTo("overload.cpu_saturated");
    assertThat(busy.verdict().root.evidence)
        .contains("A connection is held for 700 ms so far; usual are 100 ms.");
  }

  @Test
  void aPoolWhoseHoldersAreAsQuickAsEverIsTooSmallOnABusyHostToo() {
    assertThat(waitingForThePool(80).verdict().root.cause).isEqualTo("timeout.pool_undersized");
  }

  @Test
  void aPoolThatWasLargeEnoughBeforeIsNotTooSmallForWantOfAProcessor() {
    Given busy = waitingForThePool(80).usually(Kind.POOL_WAIT, POOL, 0, 400);

    assertThat(busy.verdict().root.cause).isEqualTo("overload.cpu_saturated");
    assertThat(busy.verdict().root.evidence)
        .contains(
            "In each second its threads ran for 0.1 s and were ready to run, without a processor,"
                + " for 9.0 s.",
            "The pool was large enough before: it usually takes under 1 ms (400 calls) to get a"
                + " connection.");
  }

  @Test
  void aPoolThatWasAlwaysWaitedForIsTooSmallOnABusyHostToo() {
    Given busy = waitingForThePool(80).usually(Kind.POOL_WAIT, POOL, 300, 400);

    assertThat(busy.verdict().root.cause).isEqualTo("timeout.pool_undersized");
  }

  @Test
  void aPoolThatWasWaitedForBehindAPauseIsThePausesToo() {
    Given paused =
        given()
            .stall(Stall.Reason.GC, 0, 1300)
            .segment(Kind.POOL_WAIT, POOL, 1300, 3000)
            .pool(2900, 2, 20, holders(2, Kind.DB, VISITS, 20, 50));

    assertThat(paused.verdict().root.cause).isEqualTo("overload.gc_pause");
  }

  @Test
  void whatTheCodeThrewByItselfIsNotForWantOfAProcessor() {
    Given thrown =
        given().lasting(13).answered(500).threw("java.lang.IllegalStateException", "boom", null);
    thrown.host.hostCpuShare = 1;
    thrown.host.runDelay = 9;
    thrown.host.cpuLimit = 2;
    thrown.host.cpuUsed = 0.1;

    assertThat(thrown.verdict().root.cause).isEqualTo("code.exception");
  }

  @Test
  void whatTheCodeThrewByItselfIsNotForAPauseThatItMetNorForThePoolItWaitedFor() {
    Given paused =
        given()
            .lasting(7)
            .answered(500)
            .threw("java.lang.IllegalStateException", "boom", null)
            .stall(Stall.Reason.GC, 0, 7);
    assertThat(paused.verdict().root.cause).isEqualTo("code.exception");
    assertThat(paused.verdict().runnersUp.get(0).cause).isEqualTo("overload.gc_pause");
    Given waited =
        given()
            .lasting(300)
            .answered(500)
            .threw("java.lang.IllegalStateException", "boom", null)
            .segment(Kind.POOL_WAIT, POOL, 0, 290)
            .pool(200, 2, 20, holders(2, Kind.DB, VISITS, 20, 50));
    assertThat(waited.verdict().root.cause).isEqualTo("code.exception");
  }

  private static Given waitingForThePool(int heldMillis) {
    Given busy = given().segment(Kind.POOL_WAIT, POOL, 0, 3000).holdsUsually(100);
    busy.pool(2900, 2, 20, holders(2, Kind.DB, VISITS, 20, heldMillis));
    busy.host.hostCpuShare = 1;
    busy.host.runDelay = 9;
    busy.host.cpuLimit = 2;
    busy.host.cpuUsed = 0.1;
    return busy;
  }

  @Test
  void aBusyHostThatLeavesUsOurShareIsNotToBlame() {
    Given busy = given().segment(Kind.POOL_WAIT, POOL, 0, 3000).usually(Kind.DB, VISITS, 20, 999);
    busy.pool(2900, 2, 20, holders(2, Kind.DB, VISITS, 20, 50));
    busy.host.hostCpuShare = 0.97;
    busy.host.runDelay = 0.1;

    assertThat(new CpuSaturated().look(busy.evidence())).isNull();
    assertThat(busy.verdict().root.cause).isEqualTo("timeout.pool_undersized");
  }

  @Test
  void blamesTheSurgeWhenThreadsAndProcessorsRunOut() {
    Given surge =
        given()
            .segment(Kind.WORKER_QUEUE, Given.WORKERS, 0, 2600)
            .workers(2500, 300, ownCode(20, Thread.State.RUNNABLE, null, FRAME, 150))
            .seen(2600, 3000, Thread.State.RUNNABLE, 0.2, null, FRAME)
            .traffic(90, 40, 85, 330, 4);
    surge.host.cpuLimit = 2;
    surge.host.cpuUsed = 1.95;
    Verdict verdict = surge.verdict();

    assertThat(verdict.root.cause).isEqualTo("overload.traffic_surge");
    assertThat(verdict.root.evidence.get(0))
        .isEqualTo("90 per second came in and 85 per second were served; usual are 40 per second.");
    assertThat(verdict.symptoms).contains("workers_exhausted");
  }

  @Test
  void aSlowQueryStaysTheRootInASurge() {
    Verdict verdict =
        given()
            .segment(Kind.POOL_WAIT, POOL, 0, 3000)
            .usually(Kind.DB, VISITS, 3, 999)
            .pool(
                2900,
                10,
                40,
                both(holders(8, Kind.DB, VISITS, 4000, 4000), holders(2, Kind.DB, OWNERS, 5, 9)))
            .traffic(100, 20, 15, 100, 5)
            .verdict();

    assertThat(verdict.root.cause).isEqualTo("timeout.slow_query");
  }

  @Test
  void fullServersThatServeLittleAreNoSurge() {
    Evidence stuck =
        given().segment(Kind.DB, VISITS, 0, 3000).traffic(20, 20, 2, 200, 4).evidence();

    assertThat(new TrafficSurge().look(stuck)).isNull();
  }

  @Test
  void workingOffWhatAHangHasLeftIsNoSurge() {
    Given drain = given().segment(Kind.POOL_WAIT, POOL, 0, 2000).traffic(57, 57, 96, 57, 8);

    assertThat(new TrafficSurge().look(drain.evidence())).isNull();
  }

  @Test
  void aFullServerThatTakesInAndServesFarMoreThanUsualIsInASurge() {
    Given full = given().segment(Kind.POOL_WAIT, POOL, 0, 2000).traffic(95, 57, 96, 57, 8);

    assertThat(new TrafficSurge().look(full.evidence())).isNotNull();
  }

  @Test
  void workingOffWhatASurgeHasLeftIsOwedToTheSurge() {
    Given drain = given().segment(Kind.POOL_WAIT, POOL, 0, 2000).traffic(3, 57, 210, 96, 57, 8);

    Finding finding = new TrafficSurge().look(drain.evidence());
    assertThat(finding.evidence.get(0))
        .isEqualTo(
            "3.0 per second came in, 210 per second at the peak, and 96 per second were served;"
                + " usual are 57 per second.");
  }

  @Test
  void whatStandsStillInAFullHeapWaitsForRoomInIt() {
    Given given = given().stall(Stall.Reason.UNEXPLAINED, 0, 2900).lasting(3000);
    given.host.acceptQueues.add(new AcceptQueue(8080, 51, 50, 3, 0, null));
    assertThat(given.verdict().root.cause).isEqualTo("overload.accept_backlog");

    given.host.heapMaxBytes = 1_000;
    given.host.heapAfterGcBytes = 950;
    given.host.gcShare = 0.6;
    assertThat(given.verdict().root.cause).isEqualTo("overload.heap_exhausted");
  }

  private static Given fullHeap(double gcShare) {
    Given full = given();
    full.host.heapMaxBytes = 100 << 20;
    full.host.heapAfterGcBytes = 97 << 20;
    full.host.gcShare = gcShare;
    return full;
  }
}
