package com.example.laboratory;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.fault.SlowQuery;
import com.example.stage.GatewayKind;
import com.example.stage.ShopKind;
import com.example.stage.Stage;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * The whole stage without the agent: a fault that is injected really makes the gateway fail
 * requests.
 */
class StageIT {

  @Test
  void theGatewayGivesUpOnASlowQuery() throws Exception {
    try (Stage stage = new Stage(GatewayKind.usual(), null, null, Duration.ofSeconds(2));
        Sites sites = new Sites(stage)) {
      Sites.Open open = sites.take(ShopKind.ORDINARY);
      Scenario scenario = Scenario.of(new SlowQuery());

      Play play = new Play(stage, open, new Accounts(), scenario);

      play.prepare();
      Episode episode = play.play();

      assertThat(episode.failed())
          .hasSizeGreaterThanOrEqualTo(8)
          .extracting(outcome -> outcome.line().status())
          .contains(504);
      assertThat(episode.outcomes())
          .filteredOn(outcome -> outcome.line().answeredAt() < episode.injectedAt())
          .isNotEmpty()
          .noneMatch(Outcome::failed);
    }
  }
}
