package io.harbinger.gateway;

import java.util.function.Consumer;

/**
 * The gateway lets larger request headers pass than the server reads: large cookies are answered
 * 400 or 431 by the server, before the application. Does not apply where the gateway's limit is not
 * known.
 */
final class RequestHeaderLint implements Lint {
  @Override
  public void look(Setup setup, Consumer<LintFinding> found) {
    int gateway = setup.profile.requestHeaderBytes;
    for (Setup.Server server : setup.servers) {
      int own = server.requestHeaderBytes;
      if (gateway > 0 && own > 0 && own < gateway) {
        found.accept(
            new LintFinding(
                    "request_header",
                    server.resource,
                    server.name
                        + " reads request headers up to "
                        + Words.size(own)
                        + ", "
                        + setup.gateway
                        + " lets "
                        + Words.size(gateway)
                        + " pass: the rest is answered 400 before the application",
                    "Set " + Words.setBytes(server.requestHeaderSetting, gateway) + ".")
                .of(own, gateway)
                .behind(setup.profile)
                .hint());
      }
    }
  }
}
