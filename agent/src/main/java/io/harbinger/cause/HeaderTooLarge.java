package io.harbinger.cause;

import io.harbinger.gateway.GatewayView;
import io.harbinger.gateway.Outcome;
import io.harbinger.timeline.AnswerView;

/**
 * The gateway threw the answer away, because its header is larger than what it takes.
 *
 * <pre>
 *   share = 1
 *   certain   the gateway closed the connection at once, though it was to be used again
 *   probable  the connection was to end with the answer: only the sizes tell
 * </pre>
 *
 * <p>Not when the gateway was seen to take as much before, see {@code ResponseHeads}.
 */
final class HeaderTooLarge implements Cause {
  private static final int KB = 1_024;

  @Override
  public String value() {
    return "response.header_too_large";
  }

  @Override
  public int level() {
    return 1;
  }

  @Override
  public Finding look(Evidence evidence) {
    GatewayView gateway = evidence.gateway;
    AnswerView answer = evidence.request.http.answer;
    if (gateway.outcome != Outcome.REFUSED_RESPONSE || answer.headBytes == 0) {
      return null;
    }
    String largest = answer.largestHeader + " with " + Words.count(answer.largestBytes) + " bytes";
    Charge charge = new Charge(this, evidence).share(1).sure(Confidence.PROBABLE);
    charge.because(
        "The response's header had "
            + Words.count(answer.headBytes)
            + " bytes, the largest part is "
            + largest
            + "; "
            + gateway.profile
            + " takes "
            + Words.count(gateway.headerBytes)
            + ".");
    if (gateway.hangUp != null) {
      charge.sure(Confidence.CERTAIN);
      charge.because(gateway.profile + " closed the connection as soon as it had read that much.");
    }
    return charge
        .detail(largest)
        .remedy(
            "Make "
                + answer.largestHeader
                + " smaller: keep on the server what a cookie or token only carries along. Or let "
                + gateway.profile
                + " take more: "
                + setting(gateway.profile, kilobytes(answer.headBytes))
                + ".");
  }

  /** The next power of two that has room. */
  private static int kilobytes(int bytes) {
    int size = 1;
    while (size * KB < bytes) {
      size *= 2;
    }
    return size;
  }

  private static String setting(String profile, int size) {
    if (profile.equals("ingress-nginx")) {
      return "nginx.ingress.kubernetes.io/proxy-buffer-size: " + size + "k";
    }
    if (profile.startsWith("nginx")) {
      return "proxy_buffer_size "
          + size
          + "k; proxy_buffers 8 "
          + size
          + "k; proxy_busy_buffers_size "
          + 2 * size
          + "k";
    }
    return profile.equals("haproxy")
        ? "tune.bufsize " + 2 * size * KB
        : profile.equals("httpd")
            ? "ProxyPass … responsefieldsize=" + size * KB
            : "its limit on response headers";
  }
}
