package io.harbinger.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.config.Settings;
import java.io.InputStream;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProfilesTest {
  @Test
  void knowsEveryProfileByName() {
    for (String name : Profiles.NAMES) {
      Profile profile = Profiles.named(name);
      assertThat(profile.name).isEqualTo(name);
      assertThat(profile.statusTimeout).as(name).isBetween(500, 599);
      assertThat(profile.connectMillis + profile.deadlineMillis() + profile.upstreamIdleMillis)
          .as(name)
          .isPositive();
    }
    assertThat(Profiles.named("netscape")).isNull();
  }

  @Test
  void everyNameCanBeSetAndEveryFieldOverridden() throws Exception {
    assertThat(Settings.GATEWAYS).isEqualTo(Profiles.NAMES);
    for (String name : Profiles.NAMES) {
      Properties file = new Properties();
      try (InputStream in = Profiles.class.getResourceAsStream(name + ".properties")) {
        file.load(in);
      }
      Set<String> settings =
          Settings.all().stream()
              .map(setting -> setting.name)
              .filter(setting -> setting.startsWith("harbinger.gateway."))
              .map(setting -> setting.substring("harbinger.gateway.".length()))
              .collect(Collectors.toSet());
      assertThat(settings).as(name).containsAll(file.stringPropertyNames());
      assertThat(file.stringPropertyNames()).as(name).hasSize(16);
    }
  }

  @Test
  void whatWasWrittenWinsOverTheFile() {
    Profile profile =
        Profiles.named(
            "nginx", Map.of("first_byte", "3000", "status.timeout", "598", "keep_alive", "false"));

    assertThat(profile.firstByteMillis).isEqualTo(3_000);
    assertThat(profile.deadlineMillis()).isEqualTo(3_000);
    assertThat(profile.statusTimeout).isEqualTo(598);
    assertThat(profile.keepsConnections).isFalse();
    assertThat(profile.statusRefused).isEqualTo(502);
  }

  @Test
  void theSameDeathIsAnotherStatusBehindAnotherGateway() {
    assertThat(Profiles.named("nginx").status(Outcome.PROCESS_DIED, false)).isEqualTo(502);
    assertThat(Profiles.named("envoy").status(Outcome.PROCESS_DIED, false)).isEqualTo(503);
    assertThat(Profiles.named("cloudflare").status(Outcome.RESET, false)).isEqualTo(520);
    assertThat(Profiles.named("haproxy").statusRefused).isEqualTo(503);
    assertThat(Profiles.named("nginx").statusRefused).isEqualTo(502);
  }

  @Test
  void aResponseThatHadBegunKeepsItsStatus() {
    assertThat(Profiles.named("nginx").status(Outcome.RESET, true)).isZero();
    assertThat(Profiles.named("envoy").status(Outcome.GAVE_UP, true)).isZero();
    assertThat(Profiles.named("alb").status(Outcome.PROCESS_DIED, true)).isEqualTo(504);
  }

  @Test
  void theShortestLimitCountsOfAChainAndTheNearestGatewayForTheRest() {
    Chain chain =
        Chain.of(Profiles.named("heroku"), Profiles.named("istio"), Profiles.named("nginx"));

    assertThat(chain.nearest.name).isEqualTo("nginx");
    assertThat(chain.strictest.name).isEqualTo("heroku");
    assertThat(chain.status(Outcome.GAVE_UP, false)).isEqualTo(503);
    assertThat(chain.status(Outcome.RESET, false)).isEqualTo(502);
  }
}
