package io.harbinger.gateway;

import java.util.function.Consumer;

/**
 * The server writes larger response headers than the gateway takes: what lies between is a good
 * answer here and {@code response.header_too_large} there. Does not apply where either limit is not
 * known.
 */
final class ResponseHeaderLint implements Lint {
  @Override
  public void look(Setup setup, Consumer<LintFinding> found) {
    int gateway = setup.profile.responseHeaderBytes;
    for (Setup.Server server : setup.servers) {
      int own = server.responseHeaderBytes;
      if (gateway > 0 && own > gateway) {
        found.accept(
            new LintFinding(
                    "response_header",
                    server.resource,
                    server.name
                        + " writes response headers up to "
                        + Words.size(own)
                        + ", "
                        + setup.gateway
                        + " takes "
                        + Words.size(gateway)
                        + " and answers "
                        + setup.profile.statusRefusedResponse
                        + " to more",
                    "Let the gateway take "
                        + Words.size(own)
                        + " (nginx: proxy_buffer_size), or set "
                        + Words.setBytes(server.responseHeaderSetting, gateway)
                        + ", so that the fault shows where it is made.")
                .of(own, gateway)
                .causes("response.header_too_large")
                .behind(setup.profile)
                .hint());
      }
    }
  }
}
