package io.harbinger.cause;

import static io.harbinger.cause.Given.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.bridge.Kind;
import io.harbinger.signal.AcceptQueue;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class StartupTest {
  private static final String INITIALISING =
      "com.example.Tables.load(Tables.java:40)\ncom.example.Tables.<clinit>(Tables.java:9)\n"
          + "com.example.Shop.pay(Shop.java:12)\n";

  @Test
  void blamesTheStartForClassesThatTheFirstRequestInitialises() {
    Given early = early().seen(0, 2_000, Thread.State.RUNNABLE, 1, null, INITIALISING);

    Finding root = early.verdict().root;
    assertThat(root.cause).isEqualTo("lifecycle.startup");
    assertThat(root.detail).isEqualTo("initialising classes");
    assertThat(root.evidence.get(0)).contains("com.example.Tables.<clinit>(Tables.java:9)");
    assertThat(root.evidence).contains("The process is 8.0 s old.");
  }

  @Test
  void leavesTheSameToTheCodeLater() {
    Given late = early().seen(0, 2_000, Thread.State.RUNNABLE, 1, null, INITIALISING);
    late.host.uptimeMillis = 3_600_000;

    assertThat(late.verdict().root.cause).isEqualTo("code.cpu_loop");
  }

  @Test
  void isNotTakenForASlowStatementInTheFirstMinute() {
    Given slow = early().segment(Kind.DB, "SELECT a FROM b", 100, 2_000);
    slow.running("SELECT a FROM b", 100);
    slow.host.compileShare = 0.9;

    assertThat(slow.verdict().root.cause).isEqualTo("timeout.slow_query");
  }

  @Test
  void isNotTakenForACallThatAnInitialiserMakes() {
    Given calling =
        early()
            .segment(Kind.CALL, "config:8080", 0, 2_000)
            .seen(0, 2_000, Thread.State.RUNNABLE, 0, null, INITIALISING);

    assertThat(calling.verdict().root.cause).isEqualTo("network.third_party");
  }

  @Test
  void blamesTheStartForCodeThatIsNotCompiledYet() {
    Given cold = compiling(i -> "com.example.Page.part" + i + "(Page.java:" + i + ")\n");

    assertThat(cold.verdict().root.cause).isEqualTo("lifecycle.startup");
    assertThat(cold.verdict().root.evidence.get(0)).contains("took 80 % of a processor");
  }

  @Test
  void takesNoLoopForCodeThatIsNotCompiledYet() {
    Given loop = compiling(i -> "com.example.Page.loop(Page.java:" + i + ")\n");

    assertThat(loop.verdict().root.cause).isEqualTo("code.cpu_loop");
  }

  @Test
  void takesNoPatternThatBacktracksForCodeThatIsNotCompiledYet() {
    Given loop =
        compiling(i -> "java.util.regex.Pattern$Part" + i + ".match(Pattern.java:" + i + ")\n");

    assertThat(loop.verdict().root.cause).isEqualTo("code.cpu_loop");
  }

  @Test
  void blamesTheStartForATimeInWhichTheServerDidNotAccept() {
    Given queued = early().segment(Kind.WORKER_QUEUE, Evidence.IN_FRONT, 0, 1_900);
    AcceptQueue.ServerSocket server = new AcceptQueue.ServerSocket(8080, 100, 0, 8192, false);
    queued.host.acceptQueues.add(new AcceptQueue(8080, 7, 100, 0, 0, server));

    assertThat(queued.verdict().root.cause).isEqualTo("lifecycle.startup");
  }

  @Test
  void saysNothingOfAnEarlyRequestWithoutEvidence() {
    assertThat(early().verdict().root.cause).isEqualTo("unknown");
  }

  @Test
  void findsThePossibleWordOfAnApplicationThatIsNotReady() {
    Finding root = early().answered(503).verdict().root;

    assertThat(root.cause).isEqualTo("lifecycle.startup");
    assertThat(root.confidence).isEqualTo(Confidence.POSSIBLE);
  }

  private static Given early() {
    Given given = given();
    given.host.uptimeMillis = 8_000;
    return given;
  }

  /** Computing, in another place at each look. */
  private static Given compiling(IntFunction<String> stack) {
    Given computing = early();
    computing.host.compileShare = 0.8;
    for (int i = 0; i < 8; i++) {
      computing.seen(i * 250L, i * 250L + 200, Thread.State.RUNNABLE, 1, null, stack.apply(i));
    }
    return computing;
  }
}
