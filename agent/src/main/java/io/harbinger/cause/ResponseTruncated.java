package io.harbinger.cause;

import io.harbinger.gateway.Outcome;
import io.harbinger.timeline.HttpView;

/**
 * The answer ended before its end: fewer bytes than its {@code Content-Length} promised.
 *
 * <pre>  share = 1, certain: both numbers are our own</pre>
 *
 * <p>Not when an exception broke it off, for then that is the cause and this the symptom {@code
 * response_truncated}; nor when the visitor left first.
 */
final class ResponseTruncated implements Cause {
  @Override
  public String value() {
    return "response.truncated";
  }

  @Override
  public int level() {
    return 1;
  }

  @Override
  public Finding look(Evidence evidence) {
    HttpView http = evidence.request.http;
    if (evidence.gateway.outcome != Outcome.RESET
        || evidence.request.failure != null
        || !http.cutShort()) {
      return null;
    }
    String sizes =
        Words.count(http.bodyBytes) + " of " + Words.count(http.answer.promisedBytes) + " bytes";
    return new Charge(this, evidence)
        .share(1)
        .sure(Confidence.CERTAIN)
        .detail(sizes)
        .because(
            "The application wrote " + sizes + " that its Content-Length promised, and ended well.")
        .remedy(
            "Set Content-Length to what is written (bytes, not characters), or leave it to the"
                + " server; look for a stream that is closed or a loop that ends too early.");
  }
}
