package io.harbinger.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.timeline.Route;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InboundSilenceTest {
  private static final long SECOND = 1_000_000_000L;

  private final InboundSilence silence = new InboundSilence();
  private final Route health = new Route("GET", "/health");
  private final Route pages = new Route("GET", "/pages/*");
  private final List<Condition> said = new ArrayList<>();
  private long now = 1;
  private long total;

  @Test
  void suspectsWhenEverybodyAndTheHealthCheckStayAwayFromOneSecondToTheNext() {
    busy(400, 5, true);
    quiet(60, true);

    assertThat(said)
        .singleElement()
        .satisfies(
            condition -> {
              assertThat(condition.started).isTrue();
              assertThat(condition.inboundSuspected).isTrue();
              assertThat(condition.cause).isEqualTo("unknown");
              assertThat(condition.sentence).contains("GET /health, which came every 10 s");
            });

    busy(1, 5, false);
    assertThat(said).hasSize(2);
    assertThat(said.get(1).started).isFalse();
  }

  @Test
  void suspectsNobodyAfterALoadTest() {
    busy(400, 50, false);
    quiet(600, true);

    assertThat(said).isEmpty();
  }

  @Test
  void suspectsNobodyInANightInWhichTheHealthCheckGoesOn() {
    busy(400, 5, true);
    busy(600, 0, true);

    assertThat(said).isEmpty();
  }

  @Test
  void suspectsNobodyWhereTheVisitorsBecomeFewSlowly() {
    busy(400, 8, true);
    busy(120, 1, true);
    quiet(20, true);

    assertThat(said).isEmpty();
  }

  @Test
  void suspectsNobodyWhileItDoesNotTakeRequestsItself() {
    busy(400, 5, true);
    quiet(120, false);

    assertThat(said).isEmpty();
  }

  @Test
  void suspectsNobodyBeforeItKnowsWhatIsUsual() {
    busy(120, 5, true);
    quiet(120, true);

    assertThat(said).isEmpty();
  }

  private void busy(int seconds, int visitors, boolean checked) {
    for (int i = 0; i < seconds; i++) {
      boolean check = checked && now / SECOND % 10 == 0;
      total += visitors + (check ? 1 : 0);
      if (visitors > 0) {
        pages.ended(1, now, 200, null, false);
      }
      if (check) {
        health.ended(1, now, 200, null, false);
      }
      second(true);
    }
  }

  private void quiet(int seconds, boolean here) {
    for (int i = 0; i < seconds; i++) {
      second(here);
    }
  }

  private void second(boolean here) {
    Condition condition = silence.second(now, total, List.of(health, pages), here, now);
    if (condition != null) {
      said.add(condition);
    }
    now += SECOND;
  }
}
