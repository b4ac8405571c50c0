package io.harbinger.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LintsTest {
  private final Lints lints = new Lints();

  @Test
  void namesTheRaceOfAServerThatClosesFirstOrAtTheSameTime() {
    for (long idle : new long[] {20_000, 30_000, 60_000, 61_000}) {
      LintFinding race = only(new Lints().of(server("nginx", idle)), "keepalive_race");
      assertThat(race.value).isEqualTo(idle);
      assertThat(race.limit).isEqualTo(60_000);
      assertThat(race.cause).isEqualTo("timeout.keepalive_race");
      assertThat(race.resource).isEqualTo("server:8080");
      assertThat(race.sentence)
          .startsWith("Tomcat on port 8080 closes idle connections after " + idle / 1_000 + " s")
          .contains("nginx uses them for 60 s", "answered 502");
      assertThat(race.remedy).isEqualTo("Set keep=75000 or 75s.");
    }
  }

  @Test
  void seesNoRaceWhereTheGatewayClosesFirst() {
    assertThat(checks(server("nginx", 75_000))).doesNotContain("keepalive_race");
    assertThat(checks(server("nginx", 0))).doesNotContain("keepalive_race");
    assertThat(checks(server("haproxy", 20_000))).doesNotContain("keepalive_race");
  }

  @Test
  void seesNoRaceWhereNoConnectionIsUsedTwiceOrNobodyKnows() {
    assertThat(checks(server("nginx-before-1.29.7", 20_000))).doesNotContain("keepalive_race");
    assertThat(checks(server("azure", 20_000))).doesNotContain("keepalive_race");
  }

  @Test
  void sendsTheUserOfAGatewayThatNeverClosesToTheGateway() {
    LintFinding race = only(lints.of(server("httpd", 60_000)), "keepalive_race");
    assertThat(race.limit).isEqualTo(-1);
    assertThat(race.remedy).contains("less than 57.5 s", "ttl=");
  }

  @Test
  void saysWhenTheGatewayIsOnlyAssumed() {
    Setup setup = new Setup(Profiles.named("nginx"), true, 60_000);
    setup.servers.addAll(server("nginx", 20_000).servers);
    assertThat(only(lints.of(setup), "keepalive_race").sentence)
        .contains("nginx (assumed until it is recognised) uses them for 60 s");
  }

  @Test
  void saysEachOnceForASubjectAndAgainForAnotherGateway() {
    assertThat(lints.of(server("nginx", 20_000))).isNotEmpty();
    assertThat(lints.of(server("nginx", 20_000))).isEmpty();
    assertThat(only(lints.of(server("alb", 20_000)), "keepalive_race").profile).isEqualTo("alb");
  }

  @Test
  void comparesThePoolsWaitWithTheDeadline() {
    LintFinding wait = only(lints.of(pool(30_000, 15_000)), "pool_wait");
    assertThat(wait.value).isEqualTo(30_000);
    assertThat(wait.limit).isEqualTo(15_000);
    assertThat(wait.remedy).isEqualTo("Set wait=5000.");
    assertThat(checks(pool(30_000, 60_000))).isEmpty();
    assertThat(checks(pool(30_000, 0))).isEmpty();
    assertThat(checks(pool(-1, 15_000))).isEmpty();
  }

  @Test
  void namesAPoolThatWaitsForEver() {
    LintFinding wait = only(lints.of(pool(0, 3_000)), "pool_wait_endless");
    assertThat(wait.value).isEqualTo(-1);
    assertThat(wait.remedy).isEqualTo("Set wait=1000.");
    assertThat(checks(pool(-1, 3_000))).isEmpty();
  }

  @Test
  void namesAPoolThatDoesNotLookForLeaks() {
    Setup setup = pool(-1, 0);
    setup.pools.get(0).leakDetectionMillis = 0;
    setup.pools.get(0).leakDetectionSetting = "leak={ms}";
    LintFinding off = only(lints.of(setup), "leak_detection");
    assertThat(off.remedy).startsWith("Set leak=60000");
    assertThat(off.hint).isTrue();
    setup.pools.get(0).leakDetectionMillis = 5_000;
    assertThat(checks(setup)).isEmpty();
  }

  @Test
  void namesADatabaseWithoutAReadTimeout() {
    Setup setup = new Setup(Profiles.named("nginx"), false, 60_000);
    setup.endlessDatabases.add(new Setup.Database("jdbc:postgresql://db/shop", "timeout={s}"));
    LintFinding endless = only(lints.of(setup), "query_endless");
    assertThat(endless.resource).isEqualTo("database:jdbc:postgresql://db/shop");
    assertThat(endless.remedy).startsWith("Set timeout=60,");
  }

  @Test
  void namesAHostThatIsCalledWithoutALimit() {
    Setup setup = new Setup(Profiles.named("nginx"), false, 6_000);
    setup.endlessHosts.add(new Setup.Host("stock:80", "Client", "timeout({ms})"));
    LintFinding endless = only(lints.of(setup), "call_endless");
    assertThat(endless.sentence).isEqualTo("Client waits for answers of stock:80 without a limit");
    assertThat(endless.remedy).startsWith("Set timeout(2000)");
  }

  @Test
  void namesOnlySomeOfManyHosts() {
    Setup setup = new Setup(Profiles.named("nginx"), false, 6_000);
    for (int i = 0; i < 100; i++) {
      setup.endlessHosts.add(new Setup.Host("c" + i + ".shop:80", "Client", "timeout({ms})"));
    }
    assertThat(lints.of(setup)).hasSize(20);
    assertThat(lints.of(setup)).isEmpty();
  }

  @Test
  void comparesHeaderLimits() {
    Setup setup = server("nginx", -1);
    setup.servers.get(0).requestHeaderBytes = 8_192;
    setup.servers.get(0).requestHeaderSetting = "in={bytes}";
    setup.servers.get(0).responseHeaderBytes = 8_192;
    setup.servers.get(0).responseHeaderSetting = "out={bytes}";
    List<LintFinding> found = lints.of(setup);
    assertThat(only(found, "request_header").remedy).isEqualTo("Set in=32768.");
    assertThat(only(found, "response_header").remedy).contains("8 KB", "out=4096");
    assertThat(only(found, "response_header").cause).isEqualTo("response.header_too_large");

    Setup generous = new Setup(Profiles.named("gcp"), false, 60_000);
    generous.servers.addAll(setup.servers);
    assertThat(checks(generous)).isEmpty();
  }

  @Test
  void tellsOfAPageWhoseHeaderIsNearTheLimit() {
    Setup setup = server("nginx", -1);
    setup.heads.add(new Setup.Head("GET /login", 3_900, "Set-Cookie", 3_700));

    LintFinding found = only(lints.of(setup), "response_header_size");

    assertThat(found.sentence)
        .startsWith("GET /login answers with a header of 3900 bytes, Set-Cookie");
    assertThat(found.cause).isEqualTo("response.header_too_large");
    assertThat(lints.of(setup)).isEmpty();
  }

  @Test
  void takesWhatTheSettingsSayOfTheGateway() {
    Profile own = Profiles.named("nginx", Map.of("upstream_idle", "10000"));
    Setup setup = new Setup(own, false, 60_000);
    setup.servers.addAll(server("nginx", 20_000).servers);
    assertThat(checks(setup)).isEmpty();
  }

  private static Setup server(String profile, long idle) {
    Setup setup = new Setup(Profiles.named(profile), false, 60_000);
    Setup.Server server = new Setup.Server("Tomcat", 8080);
    server.idleMillis = idle;
    server.idleSetting = "keep={ms} or {s}s";
    setup.servers.add(server);
    return setup;
  }

  private static Setup pool(long wait, long deadline) {
    Setup setup = new Setup(Profiles.named("nginx"), false, deadline);
    Setup.Pool pool = new Setup.Pool("shop");
    pool.waitMillis = wait;
    pool.waitSetting = "wait={ms}";
    setup.pools.add(pool);
    return setup;
  }

  private static List<String> checks(Setup setup) {
    return new Lints().of(setup).stream().map(finding -> finding.check).toList();
  }

  private static LintFinding only(List<LintFinding> found, String check) {
    List<LintFinding> matching = found.stream().filter(f -> f.check.equals(check)).toList();
    assertThat(matching).as("%s among %s", check, found).hasSize(1);
    return matching.get(0);
  }
}
