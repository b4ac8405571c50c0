package io.harbinger.cause;

import static io.harbinger.cause.Given.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.bridge.Kind;
import io.harbinger.signal.UnansweredConnect;
import org.junit.jupiter.api.Test;

class OutboundBlockedTest {
  @Test
  void blamesTheWayOutWhenSeveralHostsNeitherAcceptNorRefuse() {
    Finding root = silent(given().segment(Kind.CALL, "pay.example:443", 0, 2_000)).verdict().root;

    assertThat(root.cause).isEqualTo("firewall.outbound_blocked");
    assertThat(root.confidence).isEqualTo(Confidence.PROBABLE);
    assertThat(root.detail).isEqualTo("192.0.2.1:443, 192.0.2.7:5432");
    assertThat(root.evidence.get(0))
        .contains("2 hosts neither accept nor refuse")
        .contains("up to 2 times");
  }

  @Test
  void leavesOneSilentHostToTheThirdParty() {
    Given one = given().segment(Kind.CALL, "pay.example:443", 0, 2_000);
    one.host.unanswered.add(new UnansweredConnect("192.0.2.1", 443, 2));
    one.host.unanswered.add(new UnansweredConnect("192.0.2.1", 8443, 2));

    assertThat(one.verdict().root.cause).isEqualTo("network.third_party");
  }

  @Test
  void leavesASlowCallThatIsConnectedToTheThirdParty() {
    Given slow = silent(given().segment(Kind.CALL, "stock.example:8080", 0, 2_000));

    assertThat(slow.verdict().root.cause).isEqualTo("network.third_party");
  }

  @Test
  void tellsAnAddressFromAnotherWithTheSamePort() {
    Given slow = silent(given().segment(Kind.CALL, "198.51.100.9:443", 0, 2_000));

    assertThat(slow.verdict().root.cause).isEqualTo("network.third_party");
  }

  @Test
  void blamesItForADatabaseThatIsConnectedToInVain() {
    String url = "jdbc:postgresql://db:5432/shop";
    Given connecting =
        silent(given().segment(Kind.DB, "connect " + url, 0, 2_000).connect(null, null, 0, 2_000));

    assertThat(connecting.verdict().root.cause).isEqualTo("firewall.outbound_blocked");
  }

  @Test
  void leavesOneSilentDatabaseToItself() {
    String url = "jdbc:postgresql://db:5432/shop";
    Given connecting =
        given().segment(Kind.DB, "connect " + url, 0, 2_000).connect(null, null, 0, 2_000);
    connecting.host.unanswered.add(new UnansweredConnect("192.0.2.7", 5432, 2));

    assertThat(connecting.verdict().root.cause).isEqualTo("timeout.db_unavailable");
  }

  @Test
  void leavesASlowStatementAlone() {
    Given slow = silent(given().segment(Kind.DB, "SELECT a FROM b", 0, 2_000));
    slow.running("SELECT a FROM b", 0);

    assertThat(slow.verdict().root.cause).isEqualTo("timeout.slow_query");
  }

  @Test
  void leavesARefusedConnectionToTheThirdParty() {
    Given refused =
        silent(
            given()
                .failed(Kind.CALL, "stock.example:8080", 0, 1_900, 0, "java.net.ConnectException")
                .threw("java.net.ConnectException", "Connection refused", null)
                .answered(500));

    assertThat(refused.verdict().root.cause).isEqualTo("network.third_party");
  }

  private static Given silent(Given given) {
    given.host.unanswered.add(new UnansweredConnect("192.0.2.1", 443, 1));
    given.host.unanswered.add(new UnansweredConnect("192.0.2.7", 5432, 2));
    return given;
  }
}
