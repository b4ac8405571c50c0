package io.harbinger.gateway;

import java.util.function.Consumer;

/**
 * A page answers with a header that is near what the gateway takes, or above it.
 *
 * <pre>
 *   found   where   header ≥ 0.8 · limit, once for each method and route
 * </pre>
 */
final class ResponseHeadLint implements Lint {
  @Override
  public void look(Setup setup, Consumer<LintFinding> found) {
    int limit = setup.profile.responseHeaderBytes;
    for (Setup.Head head : setup.heads) {
      found.accept(
          new LintFinding(
                  "response_header_size",
                  "route:" + head.who,
                  head.who
                      + " answers with a header of "
                      + head.bytes
                      + " bytes, "
                      + head.header
                      + " alone has "
                      + head.headerBytes
                      + "; "
                      + setup.gateway
                      + " takes "
                      + limit
                      + " and answers "
                      + setup.profile.statusRefusedResponse
                      + " to more",
                  "Make "
                      + head.header
                      + " smaller, or let the gateway take more (nginx: proxy_buffer_size).")
              .of(head.bytes, limit)
              .causes("response.header_too_large")
              .behind(setup.profile));
    }
  }
}
