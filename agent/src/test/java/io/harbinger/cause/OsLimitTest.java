package io.harbinger.cause;

import static io.harbinger.cause.Given.POOL;
import static io.harbinger.cause.Given.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.bridge.Kind;
import io.harbinger.signal.AcceptQueue;
import io.harbinger.timeline.SystemLimit;
import org.junit.jupiter.api.Test;

class OsLimitTest {
  private static final String VALUE = "overload.os_limit";
  private static final String PRESSED = "java.net.SocketException";

  @Test
  void isWhatTheSystemSaysToTheVisitor() {
    Finding root =
        given()
            .lasting(12)
            .answered(500)
            .threw(PRESSED, "Too many open files", null)
            .verdict()
            .root;

    assertThat(root.cause).isEqualTo(VALUE);
    assertThat(root.detail).isEqualTo("fd");
    assertThat(root.confidence).isEqualTo(Confidence.CERTAIN);
  }

  @Test
  void aFullDiskAndThreadsHaveDetailsOfTheirOwn() {
    Finding disk =
        given()
            .lasting(12)
            .answered(500)
            .threw("java.io.IOException", "No space left on device", null)
            .verdict()
            .root;
    Finding threads =
        given()
            .lasting(12)
            .answered(500)
            .threw(
                "java.lang.OutOfMemoryError",
                "unable to create native thread: possibly out of memory or process/resource limits"
                    + " reached",
                null)
            .verdict()
            .root;

    assertThat(disk.cause).isEqualTo(VALUE);
    assertThat(disk.detail).isEqualTo("disk");
    assertThat(disk.evidence).contains("It was thrown in com.example.Shop.pay(Shop.java:12).");
    assertThat(threads.cause).isEqualTo(VALUE);
    assertThat(threads.detail).isEqualTo("threads");
  }

  @Test
  void aDatabaseThatCannotBeConnectedToForWantOfADescriptorIsNotAway() {
    Given given =
        given()
            .segment(Kind.POOL_WAIT, POOL, 50, 3000)
            .pool(2900, 10, 12)
            .connect("Too many open files", "08001", 100, 1, SystemLimit.DESCRIPTORS)
            .lastCompleted(-500);
    given.host.maxDescriptors = 100;
    given.host.openDescriptors = 100;
    Finding root = given.verdict().root;

    assertThat(root.cause).isEqualTo(VALUE);
    assertThat(root.share).isGreaterThan(0.9);
    assertThat(root.evidence).contains("100 of 100 file descriptors are open.");
  }

  @Test
  void aNameThatCannotBeLookedUpForWantOfADescriptorIsNotUnknown() {
    Given given =
        given()
            .lasting(20)
            .failed(Kind.DNS, "pay.example", 5, 15, 0, "java.net.UnknownHostException")
            .answered(500)
            .threw("com.example.PayFailed < java.net.UnknownHostException", "pay.example", null);
    given.host.openDescriptors = 100;
    given.host.maxDescriptors = 100;
    Finding root = given.verdict().root;

    assertThat(root.cause).isEqualTo("overload.os_limit");
    assertThat(root.detail).isEqualTo("fd");
  }

  @Test
  void theDatabasesOwnFullDiskIsNot() {
    Finding root =
        given()
            .lasting(12)
            .answered(500)
            .threw("java.sql.SQLException", "No space left on device", "53100")
            .verdict()
            .root;

    assertThat(root.cause).isEqualTo("code.exception");
  }

  @Test
  void explainsTheWaitInAFullAcceptQueueThatNobodyCanAcceptFrom() {
    Given given =
        given().segment(Kind.WORKER_QUEUE, Evidence.IN_FRONT, 0, 2800).lasting(3000).answered(200);
    given.host.acceptQueues.add(new AcceptQueue(8080, 11, 10, 3, 0, null));
    assertThat(given.verdict().root.cause).isEqualTo("overload.accept_backlog");

    given.host.maxDescriptors = 100;
    given.host.openDescriptors = 100;
    assertThat(given.verdict().root.cause).isEqualTo(VALUE);
  }

  @Test
  void explainsTheWaitInFrontAlsoWhereTheQueueIsNotFullAndManyCome() {
    Given given =
        given().segment(Kind.WORKER_QUEUE, Evidence.IN_FRONT, 0, 2900).traffic(180, 50, 180, 5, 1);
    assertThat(given.verdict().root.cause).isNotEqualTo(VALUE);

    given.host.maxDescriptors = 70;
    given.host.openDescriptors = 70;
    Finding root = given.verdict().root;

    assertThat(root.cause).isEqualTo(VALUE);
    assertThat(root.evidence).contains("70 of 70 file descriptors are open.");
  }
}
