package io.harbinger.whole;

import static io.harbinger.whole.Received.tags;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Hosts that swallow every packet, in a network namespace of its own: a route leads them to the
 * loopback device, which knows nobody of that address. Origin, visitors and collector live in a
 * second JVM inside of it; no packet leaves it.
 */
@EnabledOnOs(OS.LINUX)
class OutboundBlockedIT {
  private static final int DEADLINE_MILLIS = 4_000;
  private static final String NETWORK =
      "ip link set lo up && ip route add 192.0.2.0/24 dev lo"
          + " && ip route add prohibit 198.51.100.0/24 && exec \"$0\" \"$@\"";

  @Test
  void blamesTheFirewallForSeveralSilentHostsAndTheHostForOne() throws Exception {
    assumeTrue(run(List.of("true")).isEmpty(), "no network namespace (unshare -rn, ip)");

    List<String> said =
        run(
            List.of(
                Origin.running(),
                "-Dharbinger.jar=" + Origin.AGENT,
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                OutboundBlockedIT.class.getName()));

    assertThat(said)
        .contains("alone network.third_party 192.0.2.1:80 slow")
        .contains("first firewall.outbound_blocked 192.0.2.1:80, 192.0.2.1:8080, 192.0.2.7:443")
        .contains("second firewall.outbound_blocked 192.0.2.1:80, 192.0.2.1:8080, 192.0.2.7:443")
        .contains("forbidden firewall.outbound_blocked 198.51.100.1:80");
  }

  /** Inside of the namespace. */
  public static void main(String[] arguments) throws Exception {
    try (Received received = new Received()) {
      Origin origin =
          Origin.start(
              Origin.agent(
                  "harbinger.gateway.deadline=" + DEADLINE_MILLIS + "ms",
                  "otel.exporter.otlp.endpoint=" + received.endpoint(),
                  "otel.bsp.schedule.delay=100"));
      Visit.to(origin, "/shop/hello").answer();
      Visit alone = Visit.to(origin, "/shop/call?host=192.0.2.1&port=80");
      alone.givesUpAfter(DEADLINE_MILLIS);
      say("alone", tags(received.event(alone, "harbinger.request.gave_up")));
      Visit first = Visit.to(origin, "/shop/call?host=192.0.2.1&port=8080");
      Visit second = Visit.to(origin, "/shop/call?host=192.0.2.7&port=443");
      first.givesUpAfter(DEADLINE_MILLIS);
      second.givesUpAfter(DEADLINE_MILLIS);
      say("first", tags(received.event(first, "harbinger.request.gave_up")));
      say("second", tags(received.event(second, "harbinger.request.gave_up")));
      Visit forbidden = Visit.to(origin, "/shop/call?host=198.51.100.1&port=80");
      forbidden.answer();
      say("forbidden", tags(received.server(forbidden)));
      origin.process.destroyForcibly();
    }
    System.exit(0);
  }

  private static void say(String which, Map<String, Object> tags) {
    System.out.println(
        which + " " + tags.get("harbinger.cause") + " " + tags.get("harbinger.cause.detail"));
  }

  private static List<String> run(List<String> command) throws IOException, InterruptedException {
    List<String> inside = new ArrayList<>(List.of("unshare", "-rn", "sh", "-c", NETWORK));
    inside.addAll(command);
    Process process =
        new ProcessBuilder(inside)
            .directory(Path.of("").toAbsolutePath().toFile())
            .redirectErrorStream(true)
            .start();
    List<String> lines = process.inputReader().lines().toList();
    process.waitFor();
    return lines;
  }
}
