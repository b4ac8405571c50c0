package io.harbinger.gateway;

import java.util.function.Consumer;

/**
 * The server closes an idle connection while the gateway may still use it, so that now and then a
 * request meets the end of its connection.
 *
 * <pre>
 *   races   where   server's idle ≤ gateway's idle + 1 s
 * </pre>
 *
 * <p>The second is for the clocks, which do not start together: the server's begins when it has
 * written the answer, the gateway's when it has read it. A gateway that keeps connections until the
 * origin closes them always races. Does not apply behind a gateway that makes a connection for each
 * request or whose time nobody knows, nor to a server that never closes.
 */
final class KeepAliveLint implements Lint {
  private static final long MARGIN = 1_000;
  private static final long ROOM = 15_000;
  private static final long LEAST = 5_000;

  @Override
  public void look(Setup setup, Consumer<LintFinding> found) {
    Profile profile = setup.profile;
    if (!profile.keepsConnections || profile.upstreamIdleMillis < 0) {
      return;
    }
    long gateway = profile.upstreamIdleMillis;
    for (Setup.Server server : setup.servers) {
      long idle = server.idleMillis;
      if (idle > 0 && (gateway == 0 || idle <= gateway + MARGIN)) {
        found.accept(
            new LintFinding(
                    Lints.KEEP_ALIVE_RACE,
                    server.resource,
                    server.name
                        + " closes idle connections after "
                        + Words.duration(idle)
                        + ", "
                        + setup.gateway
                        + (gateway == 0
                            ? " keeps them until then"
                            : " uses them for " + Words.duration(gateway))
                        + ": a request sent meanwhile is answered "
                        + profile.statusClosed
                        + " and never reaches the application",
                    remedy(server, gateway, idle))
                .of(idle, gateway == 0 ? -1 : gateway)
                .causes("timeout.keepalive_race")
                .behind(profile));
      }
    }
  }

  private static String remedy(Setup.Server server, long gateway, long idle) {
    return gateway == 0
        ? "Let the gateway close its idle connections first, after less than "
            + Words.duration(Math.max(LEAST, idle) - LEAST / 2)
            + " (Apache httpd: ttl= of ProxyPass); harbinger.gateway.upstream_idle tells it here."
        : "Set " + Words.set(server.idleSetting, gateway + ROOM) + ".";
  }
}
