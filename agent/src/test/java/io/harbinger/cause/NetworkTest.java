package io.harbinger.cause;

import static io.harbinger.cause.Given.POOL;
import static io.harbinger.cause.Given.given;
import static io.harbinger.cause.Who.holders;
import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.bridge.Kind;
import io.harbinger.signal.Stall;
import org.junit.jupiter.api.Test;

class NetworkTest {
  private static final String PAY = "pay.example:443";

  @Test
  void blamesTheSlowThirdParty() {
    Finding root =
        given().segment(Kind.CALL, PAY, 20, 3000).usually(Kind.CALL, PAY, 80, 400).verdict().root;

    assertThat(root.cause).isEqualTo("network.third_party");
    assertThat(root.detail).isEqualTo(PAY + " slow");
    assertThat(root.evidence).anyMatch(it -> it.contains("it usually takes 80 ms (400 calls)"));
  }

  @Test
  void blamesTheHostWhoseAnswerComesByteByByte() {
    String body =
        "java.base@17.0.15/java.util.concurrent.ArrayBlockingQueue.take(ArrayBlockingQueue.java:420)"
            + "\nplatform/java.net.http@17.0.15/jdk.internal.net.http.ResponseSubscribers"
            + "$HttpResponseInputStream.current(ResponseSubscribers.java:374)"
            + "\ncom.example.Shop.pay(Shop.java:8)";
    Finding root =
        given()
            .segment(Kind.CALL, PAY, 20, 42)
            .seen(100, 3000, Thread.State.WAITING, 0, null, body)
            .verdict()
            .root;

    assertThat(root.cause).isEqualTo("network.third_party");
    assertThat(root.detail).isEqualTo(PAY + " slow");
    assertThat(root.confidence).isEqualTo(Confidence.POSSIBLE);
    assertThat(root.evidence.get(0)).contains("waiting for the network in com.example.Shop.pay");
  }

  @Test
  void blamesTheThirdPartyThoughThePoolIsSmall() {
    Verdict verdict =
        given()
            .segment(Kind.POOL_WAIT, POOL, 0, 3000)
            .pool(2900, 2, 30, holders(2, Kind.CALL, PAY, 3500, 3600))
            .verdict();

    assertThat(verdict.root.cause).isEqualTo("network.third_party");
    assertThat(verdict.symptoms).contains("pool_exhausted", "connection_held_across_call");
  }

  @Test
  void namesARefusedCallThatFailedTheRequest() {
    Finding root =
        given()
            .lasting(30)
            .failed(Kind.CALL, PAY, 5, 7, 0, "java.net.ConnectException")
            .answered(500)
            .threw("com.example.PayFailed < java.net.ConnectException", "Connection refused", null)
            .verdict()
            .root;

    assertThat(root.cause).isEqualTo("network.third_party");
    assertThat(root.detail).isEqualTo(PAY + " refused");
    assertThat(root.confidence).isEqualTo(Confidence.CERTAIN);
  }

  @Test
  void namesACallAnsweredWith5xxRightBeforeTheEnd() {
    Finding root =
        given()
            .lasting(100)
            .failed(Kind.CALL, PAY, 5, 95, 503, null)
            .answered(500)
            .threw("com.example.PayFailed", "no payment", null)
            .verdict()
            .root;

    assertThat(root.detail).isEqualTo(PAY + " 5xx");
  }

  @Test
  void aFailedCallThatWasCopedWithDoesNotExcuseALaterException() {
    Finding root =
        given()
            .lasting(100)
            .failed(Kind.CALL, PAY, 5, 9, 503, null)
            .answered(500)
            .threw("java.lang.NullPointerException", "null", null)
            .verdict()
            .root;

    assertThat(root.cause).isEqualTo("code.exception");
  }

  @Test
  void aCallInAnotherLaneExplainsWaiting() {
    Finding root =
        given()
            .seen(
                0, 3000, Thread.State.WAITING, 0, null, "java.util.concurrent.FutureTask.get(F:1)")
            .inAnotherLane(Kind.CALL, PAY, 30, 3000)
            .verdict()
            .root;

    assertThat(root.cause).isEqualTo("network.third_party");
  }

  @Test
  void ourOwnStandstillIsNotTheThirdPartys() {
    Finding root =
        given().segment(Kind.CALL, PAY, 0, 3000).stall(Stall.Reason.GC, 200, 2900).verdict().root;

    assertThat(root.cause).isEqualTo("overload.gc_pause");
  }

  @Test
  void anUnseenLibraryThatReadsFromTheNetworkIsPossible() {
    String stack = "sun.nio.ch.SocketDispatcher.read0(Native)\ncom.example.Cache.get(Cache.java:3)";
    Finding root = given().seen(0, 3000, Thread.State.RUNNABLE, 0, null, stack).verdict().root;

    assertThat(root.cause).isEqualTo("network.third_party");
    assertThat(root.confidence).isEqualTo(Confidence.POSSIBLE);
    assertThat(root.detail).isEqualTo("com.example.Cache.get(Cache.java:3)");
  }

  @Test
  void blamesTheLookupInsideTheCall() {
    Finding root =
        given()
            .segment(Kind.CALL, PAY, 2600, 3000)
            .segment(Kind.DNS, "pay.example", 0, 2600)
            .verdict()
            .root;

    assertThat(root.cause).isEqualTo("network.dns");
    assertThat(root.detail).isEqualTo("pay.example slow");
  }

  @Test
  void blamesAnUnknownHost() {
    Finding root =
        given()
            .lasting(20)
            .failed(Kind.DNS, "pay.example", 5, 15, 0, "java.net.UnknownHostException")
            .answered(500)
            .threw("com.example.PayFailed < java.net.UnknownHostException", "pay.example", null)
            .verdict()
            .root;

    assertThat(root.cause).isEqualTo("network.dns");
    assertThat(root.detail).isEqualTo("pay.example failed");
  }

  @Test
  void sayNothingWithoutCallsAndLookups() {
    Evidence evidence = given().segment(Kind.DB, Given.VISITS, 0, 3000).evidence();

    assertThat(new ThirdParty().look(evidence)).isNull();
    assertThat(new Dns().look(evidence)).isNull();
  }
}
