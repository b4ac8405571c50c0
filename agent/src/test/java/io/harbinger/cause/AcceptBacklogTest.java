package io.harbinger.cause;

import static io.harbinger.cause.Given.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.bridge.Kind;
import io.harbinger.signal.AcceptQueue;
import io.harbinger.signal.HostView;
import io.harbinger.signal.JvmStop;
import io.harbinger.signal.Stall;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcceptBacklogTest {
  @Test
  void blamesAFullQueueForWhoWaitedWhileTheProcessWasStopped() {
    Given stopped = given().stall(Stall.Reason.UNEXPLAINED, 0, 1_900);
    stopped.host.acceptQueues.add(queue(2, 1, 12));

    Finding root = stopped.verdict().root;
    assertThat(root.cause).isEqualTo("overload.accept_backlog");
    assertThat(root.detail).isEqualTo("port 8080");
    assertThat(root.evidence.get(0))
        .isEqualTo(
            "2 connections wait to be accepted at port 8080 (limit 1), 12 attempts were dropped:"
                + " the process stood still for 1.9 s.");
    assertThat(stopped.verdict().symptoms).contains("backlog_full");
  }

  @Test
  void blamesItForTheTimeInFrontOfTheProcess() {
    Given late = given().segment(Kind.WORKER_QUEUE, Evidence.IN_FRONT, 0, 1_800);
    late.host.acceptQueues.add(queue(11, 10, 0));

    assertThat(late.verdict().root.cause).isEqualTo("overload.accept_backlog");
  }

  @Test
  void leavesAStopToTheCollectorThatMadeIt() {
    Given collected = given().stall(Stall.Reason.GC, 0, 1_900);
    collected.host.acceptQueues.add(queue(2, 1, 12));

    assertThat(collected.verdict().root.cause).isEqualTo("overload.gc_pause");
  }

  @Test
  void isNotTakenForASlowStatement() {
    Given slow = given().segment(Kind.DB, "SELECT a FROM b", 100, 2_000);
    slow.usually(Kind.DB, "SELECT a FROM b", 2, 500).running("SELECT a FROM b", 100);
    slow.host.acceptQueues.add(queue(11, 10, 5));

    assertThat(slow.verdict().root.cause).isEqualTo("timeout.slow_query");
  }

  @Test
  void saysNothingWithoutAFullQueueOfItsOwn() {
    Given stopped = given().stall(Stall.Reason.UNEXPLAINED, 0, 1_900);
    stopped.host.acceptQueues.add(queue(1, 10, 0));

    assertThat(stopped.verdict().root.cause).isEqualTo("unknown");
    assertThat(stopped.verdict().symptoms).doesNotContain("backlog_full");
  }

  @Test
  void namesWhatKeepsTheAcceptor() {
    HostView host = new HostView();
    AcceptQueue.ServerSocket taken = new AcceptQueue.ServerSocket(8080, 10, 200, 200, true);
    AcceptQueue.ServerSocket starting = new AcceptQueue.ServerSocket(8080, 10, 0, 200, false);
    Stall quota = new Stall(Stall.Reason.THROTTLED, 0, 900_000_000L, "x");

    assertThat(AcceptStop.of(queue(taken), host, List.of()).because)
        .isEqualTo("all 200 connections that the server allows are taken");
    assertThat(AcceptStop.of(queue(starting), host, List.of()).cause)
        .isEqualTo("lifecycle.startup");
    HostView stopping = new HostView();
    stopping.stop = new JvmStop("SIGTERM", 0);
    assertThat(AcceptStop.of(queue(starting), stopping, List.of()).cause)
        .isEqualTo("lifecycle.shutdown");
    assertThat(AcceptStop.of(queue(taken), host, List.of(quota)).cause)
        .isEqualTo("overload.cpu_throttled");
    host.maxDescriptors = 1024;
    host.openDescriptors = 1024;
    assertThat(AcceptStop.of(queue(taken), host, List.of(quota)).cause)
        .isEqualTo("overload.os_limit");
  }

  private static AcceptQueue queue(int queued, int limit, int drops) {
    return new AcceptQueue(8080, queued, limit, drops, 0, null);
  }

  private static AcceptQueue queue(AcceptQueue.ServerSocket server) {
    return new AcceptQueue(8080, 11, 10, 0, 0, server);
  }
}
