package io.harbinger.cause;

import static io.harbinger.cause.Given.OWNERS;
import static io.harbinger.cause.Given.POOL;
import static io.harbinger.cause.Given.VISITS;
import static io.harbinger.cause.Given.given;
import static io.harbinger.cause.Who.both;
import static io.harbinger.cause.Who.holders;
import static io.harbinger.cause.Who.leaked;
import static io.harbinger.cause.Who.ownCode;
import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.bridge.Kind;
import io.harbinger.signal.Stall;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DiagnosisTest {
  @Test
  void theLargestShareIsTheRoot() {
    Verdict verdict =
        given()
            .segment(Kind.CALL, "pay:443", 0, 1000)
            .segment(Kind.DB, VISITS, 1000, 3000)
            .verdict();

    assertThat(verdict.root.cause).isEqualTo("timeout.slow_query");
    assertThat(verdict.runnersUp).extracting(it -> it.cause).containsExactly("network.third_party");
  }

  @Test
  void theLevelBreaksTies() {
    Verdict verdict =
        given().segment(Kind.CALL, "pay:443", 0, 1550).stall(Stall.Reason.GC, 1550, 3000).verdict();

    assertThat(verdict.root.cause).isEqualTo("overload.gc_pause");
  }

  @Test
  void littleThatIsKnownIsNotTheRootOfMuchThatIsNot() {
    Verdict verdict = given().segment(Kind.DB, VISITS, 0, 600).verdict();

    assertThat(verdict.root.cause).isEqualTo("unknown");
    assertThat(verdict.runnersUp).extracting(it -> it.cause).containsExactly("timeout.slow_query");
    assertThat(verdict.root.evidence).anyMatch(it -> it.startsWith("2.4 s of 3.0 s went by"));
  }

  @Test
  void aStoppedProcessIsUnknownAndSaysSo() {
    Finding root = given().stall(Stall.Reason.UNEXPLAINED, 100, 3000).verdict().root;

    assertThat(root.cause).isEqualTo("unknown");
    assertThat(root.evidence).anyMatch(it -> it.contains("stopped with the whole process"));
  }

  @Test
  void eachCauseIsListedOnce() {
    Set<String> values = new HashSet<>();
    for (Cause cause : Causes.ALL) {
      assertThat(values.add(cause.value())).as(cause.value()).isTrue();
      assertThat(cause.level()).isBetween(1, 7);
      assertThat(cause.value())
          .matches("(code|timeout|overload|firewall|network|response|lifecycle|process)\\.[a-z_]+");
    }
  }

  @Test
  void whateverTheEvidenceTheVerdictIsSound() {
    for (int seed = 0; seed < 3000; seed++) {
      Verdict verdict = random(new Random(seed)).verdict();
      Verdict again = random(new Random(seed)).verdict();

      assertThat(verdict.root).as("seed %d", seed).isNotNull();
      assertThat(told(again)).as("seed %d", seed).isEqualTo(told(verdict));
      List<Finding> all = new ArrayList<>(verdict.runnersUp);
      all.add(verdict.root);
      for (Finding finding : all) {
        assertThat(finding.share).as("seed %d %s", seed, finding.cause).isBetween(0.0, 1.0);
        assertThat(finding.confidence).isNotNull();
        assertThat(finding.remedy).isNotEmpty();
        assertThat(finding.evidence)
            .as("seed %d %s", seed, finding.cause)
            .isNotEmpty()
            .doesNotContainNull()
            .doesNotHaveDuplicates();
        assertThat(finding.evidence).noneMatch(it -> it.contains("null "));
      }
      assertThat(verdict.ledger.values().stream().mapToLong(Long::longValue).sum())
          .isEqualTo(3_000_000_000L);
    }
  }

  @Test
  void blameAddsUpWhateverTheEvidence() {
    for (int seed = 0; seed < 3000; seed++) {
      Blame blame = random(new Random(seed)).evidence().blame();
      long sum = blame.portions.stream().mapToLong(Portion::nanos).sum();

      assertThat(sum).as("seed %d", seed).isEqualTo(3_000_000_000L);
    }
  }

  private static List<String> told(Verdict verdict) {
    List<String> told = new ArrayList<>();
    told.add(verdict.root.cause + verdict.root.share + verdict.root.evidence);
    for (Finding finding : verdict.runnersUp) {
      told.add(finding.cause + finding.share + finding.evidence);
    }
    told.addAll(verdict.symptoms);
    return told;
  }

  private static Given random(Random random) {
    Given given = given();
    long at = 0;
    while (at < 3000) {
      long to = Math.min(3000, at + 1 + random.nextInt(1500));
      Kind[] kinds = Kind.values();
      Kind kind = kinds[random.nextInt(kinds.length)];
      String detail =
          kind == Kind.POOL_WAIT
              ? POOL
              : kind == Kind.WORKER_QUEUE ? Given.WORKERS : random.nextBoolean() ? VISITS : OWNERS;
      if (random.nextInt(3) > 0) {
        given.segment(kind, detail, at, to);
      } else if (random.nextBoolean()) {
        given.inAnotherLane(kind, detail, at, to);
      }
      at = to + random.nextInt(300);
    }
    Thread.State[] states = Thread.State.values();
    for (int i = 0; i < random.nextInt(4); i++) {
      long from = i * 700;
      String stack = random.nextBoolean() ? "" : "com.example.Shop.go(Shop.java:1)";
      String lock = random.nextBoolean() ? null : "com.example.Stock@1";
      Thread.State state = states[random.nextInt(states.length)];
      given.seen(from, from + 600, state, random.nextDouble() - 0.1, lock, stack);
    }
    Stall.Reason[] reasons = Stall.Reason.values();
    for (int i = 0; i < random.nextInt(4); i++) {
      long from = i * 800 - 300;
      given.stall(reasons[random.nextInt(reasons.length)], from, from + random.nextInt(800));
    }
    for (int i = 0; i < random.nextInt(5); i++) {
      given.pool(random.nextInt(3000), 8, random.nextInt(9), anybody(random));
      given.workers(random.nextInt(3000), random.nextInt(9), anybody(random));
    }
    if (random.nextBoolean()) {
      given.usually(Kind.DB, VISITS, random.nextInt(3000), random.nextInt(50));
      given.running(VISITS, random.nextInt(3000)).running(OWNERS, -random.nextInt(3000));
      given.lastCompleted(random.nextInt(3000) - 500);
    }
    if (random.nextInt(4) == 0) {
      given.connect(random.nextBoolean() ? null : "refused", "08001", random.nextInt(3000), 900);
    }
    if (random.nextInt(4) == 0) {
      given.shortCalls(Kind.DB, OWNERS, 50, random.nextInt(2000));
    }
    if (random.nextInt(4) == 0) {
      given.answered(500).threw("com.example.Odd < java.net.ConnectException", "odd", null);
    }
    given.host.throttledPeriodShare = random.nextDouble() * 1.5 - 0.5;
    given.host.gcShare = random.nextDouble() - 0.5;
    given.host.hostCpuShare = random.nextDouble() * 1.1 - 0.1;
    return given.traffic(random.nextInt(90), random.nextInt(30), random.nextInt(90), 20, 4);
  }

  private static Holding[] anybody(Random random) {
    Holding[] some = holders(random.nextInt(4), Kind.DB, VISITS, random.nextInt(4000) + 9, 4100);
    Holding[] more = holders(random.nextInt(3), Kind.POOL_WAIT, POOL, random.nextInt(3000), 3100);
    Holding[] own = ownCode(random.nextInt(3), Thread.State.BLOCKED, null, null, 2000);
    Holding[] all = both(both(some, more), own);
    return random.nextInt(3) == 0 ? both(all, leaked(1, 9000)) : all;
  }
}
