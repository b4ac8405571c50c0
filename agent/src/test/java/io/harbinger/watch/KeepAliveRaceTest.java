package io.harbinger.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.gateway.LintFinding;
import io.harbinger.gateway.Lints;
import io.harbinger.gateway.Profiles;
import io.harbinger.gateway.Setup;
import io.harbinger.signal.HostView;
import io.harbinger.signal.JvmStop;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeepAliveRaceTest {
  private static final long SECOND = 1_000_000_000L;

  private final KeepAliveRace race = new KeepAliveRace();
  private final LintFinding found = found();

  @Test
  void isAnnouncedWhenASecondConnectionWasSentToWhileItWasClosed() {
    assertThat(second(0, 70, found)).isNull();
    assertThat(second(1, 71, found)).isNull();
    Condition started = second(20, 72, found);

    assertThat(started.cause).isEqualTo("timeout.keepalive_race");
    assertThat(started.resource).isEqualTo("server:8080");
    assertThat(started.possible).isTrue();
    assertThat(started.sentence).contains("2 connections").contains("20 s");
    assertThat(second(30, 72, found)).isNull();
    Condition ended = second(81, 72, found);
    assertThat(ended.started).isFalse();
    assertThat(ended.resource).isEqualTo("server:8080");
  }

  @Test
  void isNotThereWhereItCannotBe() {
    second(0, 70, null);
    assertThat(second(1, 75, null)).isNull();
  }

  @Test
  void doesNotCountWhatComesOnceAnHour() {
    second(0, 70, found);
    second(1, 71, found);
    assertThat(second(100, 72, found)).isNull();
  }

  @Test
  void doesNotCountAProcessThatStops() {
    second(0, 70, found);
    HostView host = host(90);
    host.stop = new JvmStop("SIGTERM", 0);
    assertThat(race.second(SECOND, host, found, 1)).isNull();
  }

  private Condition second(long second, double aborted, LintFinding finding) {
    return race.second(second * SECOND, host(aborted), finding, 1);
  }

  private static HostView host(double aborted) {
    HostView host = new HostView();
    host.abortedConnections = aborted;
    return host;
  }

  private static LintFinding found() {
    Setup setup = new Setup(Profiles.named("nginx"), false, 60_000);
    Setup.Server tomcat = new Setup.Server("Tomcat", 8080);
    tomcat.idleMillis = 20_000;
    tomcat.idleSetting = "keepAliveTimeout={ms}";
    setup.servers.add(tomcat);
    List<LintFinding> all = new Lints().of(setup);
    return all.stream().filter(one -> one.check.equals("keepalive_race")).findFirst().get();
  }
}
