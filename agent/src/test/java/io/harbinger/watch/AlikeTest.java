package io.harbinger.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.bridge.Kind;
import io.harbinger.cause.Confidence;
import io.harbinger.cause.Finding;
import io.harbinger.cause.Sample;
import io.harbinger.cause.Verdict;
import io.harbinger.gateway.Deadline;
import io.harbinger.gateway.GatewayView;
import io.harbinger.gateway.Outcome;
import io.harbinger.log.Log;
import io.harbinger.timeline.RequestView;
import io.harbinger.timeline.SegmentView;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class AlikeTest {
  private static final long MS = 1_000_000L;
  private static final long START = 50_000 * MS;
  private static final long NOW = 90_000 * MS;

  private final LongAdder thinned = new LongAdder();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Alike alike =
      new Alike(thinned, new Log(new PrintStream(said), () -> NOW, Log.Level.INFO));

  @Test
  void looksIntoEachWhileTheyAreFew() {
    for (int i = 0; i < Alike.EACH; i++) {
      assertThat(alike.of("one", 2_000 * MS, 2_000 * MS, NOW)).isNull();
      alike.found("one", 2_000 * MS, verdict(2_000));
    }
    assertThat(thinned.sum()).isZero();
    assertThat(said.toString()).isEmpty();
  }

  @Test
  void thenLooksIntoOneOfThoseThatHangAlikeAndSaysSo() {
    crowd();
    assertThat(alike.of("one", 2_000 * MS, 2_000 * MS, NOW)).isNull();
    alike.found("one", 2_000 * MS, verdict(2_000));

    Verdict shared = alike.of("one", 2_100 * MS, 2_150 * MS, NOW);

    assertThat(shared.root.cause).isEqualTo("network.third_party");
    assertThat(shared.root.evidence).hasSize(2).anyMatch(it -> it.contains("hung alike"));
    assertThat(shared.ledger.values().stream().mapToLong(it -> it).sum()).isEqualTo(2_150 * MS);
    assertThat(shared.ledger.get(Kind.OTHER)).isEqualTo(100 * MS);
    assertThat(thinned.sum()).isEqualTo(1);
    assertThat(said.toString()).contains("more than 100 requests", "share one");
  }

  @Test
  void looksIntoWhoHangsOtherwiseOrForAnotherTime() {
    crowd();
    alike.found("one", 2_000 * MS, verdict(2_000));

    assertThat(alike.of("other", 2_000 * MS, 2_000 * MS, NOW)).isNull();
    assertThat(alike.of(null, 2_000 * MS, 2_000 * MS, NOW)).isNull();
    assertThat(alike.of("one", 3_000 * MS, 2_000 * MS, NOW)).isNull();
    assertThat(alike.of("one", 2_000 * MS, 3_000 * MS, NOW)).isNull();
  }

  @Test
  void looksAgainInTheNextSecond() {
    crowd();
    alike.found("one", 2_000 * MS, verdict(2_000));

    assertThat(alike.of("one", 2_000 * MS, 2_000 * MS, NOW + 1_000 * MS)).isNull();
  }

  @Test
  void looksIntoFewerAsLongAsTheCrowdLasts() {
    crowd();
    long next = NOW + 1_000 * MS;
    for (int i = 0; i < Alike.EACH_OF_A_CROWD; i++) {
      assertThat(alike.of("one", 2_000 * MS, 2_000 * MS, next)).isNull();
      alike.found("one", 2_000 * MS, verdict(2_000));
    }

    assertThat(alike.of("one", 2_000 * MS, 2_000 * MS, next)).isNotNull();
    assertThat(alike.of("other", 2_000 * MS, 2_000 * MS, next)).isNull();
  }

  @Test
  void aCrowdThatIsLongOverThinsNothing() {
    crowd();
    long later = NOW + 5_000 * MS;
    for (int i = 0; i < Alike.EACH; i++) {
      assertThat(alike.of("one", 2_000 * MS, 2_000 * MS, later)).isNull();
      alike.found("one", 2_000 * MS, verdict(2_000));
    }
  }

  @Test
  void sameCallsHangAlike() {
    RequestView one = request(2_000, call("pay:443", 100, 2_000));
    RequestView same = request(2_050, call("pay:443", 50, 2_050));
    RequestView other = request(2_000, call("mail:25", 100, 2_000));
    RequestView mixed = request(2_000, call("pay:443", 100, 1_000));

    assertThat(manner(one)).isNotNull().isEqualTo(manner(same)).isNotEqualTo(manner(other));
    assertThat(manner(mixed)).isNull();
  }

  @Test
  void ownCodeHangsAlikeAtTheSameLockOnly() {
    RequestView view = request(2_000);
    String one = manner(view, seen("java.lang.Object@1", "a.B.c(B.java:1)"));

    assertThat(one).isNotNull();
    assertThat(manner(view, seen("java.lang.Object@1", "a.B.c(B.java:1)"))).isEqualTo(one);
    assertThat(manner(view, seen("java.lang.Object@2", "a.B.c(B.java:1)"))).isNotEqualTo(one);
    assertThat(manner(view, seen("java.lang.Object@1", "a.B.d(B.java:7)"))).isNotEqualTo(one);
    assertThat(manner(view)).isNull();
  }

  @Test
  void aDeadlockIsLookedIntoForItself() {
    RequestView view = request(2_000, call("pay:443", 0, 2_000));

    assertThat(Alike.manner(view, null, gateway(), true)).isNull();
  }

  private void crowd() {
    for (int i = 0; i < Alike.EACH; i++) {
      alike.of(null, 1, 1, NOW);
    }
  }

  private static Verdict verdict(long millis) {
    Finding root =
        new Finding(
            "network.third_party",
            3,
            Confidence.PROBABLE,
            0.95,
            "pay:443",
            null,
            null,
            List.of("It waited."),
            "Ask them.");
    Map<Kind, Long> ledger = Map.of(Kind.CALL, (millis - 100) * MS, Kind.OTHER, 100 * MS);
    return new Verdict(root, List.of(), List.of(), ledger);
  }

  private static Watched seen(String lock, String stack) {
    Watched watched = new Watched(gateway().deadline, request(2_000), 0, 0, 0, null);
    watched.add(new Sample(START, MS, Thread.State.BLOCKED, 0, lock, "http-2", 18, null, stack));
    return watched;
  }

  private static String manner(RequestView view) {
    return manner(view, null);
  }

  private static String manner(RequestView view, Watched watched) {
    return Alike.manner(view, watched, gateway(), false);
  }

  private static GatewayView gateway() {
    Deadline deadline = new Deadline(5_000, Deadline.Source.SETTING, 0);
    return new GatewayView("nginx", deadline, Outcome.ANSWERED, 0, null, -1);
  }

  private static SegmentView call(String host, long from, long until) {
    return new SegmentView(
        Kind.CALL, host, START + from * MS, START + until * MS, false, 0, 0, 0, "GET", null);
  }

  private static RequestView request(long millis, SegmentView... segments) {
    return OneLane.request(START, millis, segments);
  }
}
