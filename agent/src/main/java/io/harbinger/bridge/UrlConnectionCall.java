package io.harbinger.bridge;

import java.net.HttpURLConnection;
import java.net.URL;

/** Starts a blocking call of {@code HttpURLConnection} and sends the trace along with it. */
public final class UrlConnectionCall {
  private static final String DEFAULT = "sun.net.client.defaultReadTimeout";

  /** Read once, because the JDK does so, too. */
  private static final boolean LIMITED = Integer.getInteger(DEFAULT, 0) > 0;

  private UrlConnectionCall() {}

  /**
   * @param headersOpen nothing has been sent yet
   */
  public static int started(HttpURLConnection connection, boolean headersOpen) {
    URL url = connection.getURL();
    int port = url.getPort() < 0 ? url.getDefaultPort() : url.getPort();
    int token = Bridge.callStarted(connection.getRequestMethod(), url.getHost(), port);
    if (token >= 0 && connection.getReadTimeout() == 0 && !LIMITED) {
      Bridge.callEndless(
          "HttpURLConnection",
          "setReadTimeout({ms}), the read time-out of the client on top of it, or"
              + " -D"
              + DEFAULT
              + "={ms}");
    }
    String traceparent = token >= 0 && headersOpen ? Bridge.traceparent(null) : null;
    if (traceparent == null) {
      return token;
    }
    try {
      if (connection.getRequestProperty("traceparent") == null) {
        connection.setRequestProperty("traceparent", traceparent);
        String tracestate = Bridge.tracestate();
        if (tracestate != null) {
          connection.setRequestProperty("tracestate", tracestate);
        }
      }
    } catch (IllegalStateException alreadyConnecting) {
      // because an earlier attempt to connect failed, which leaves the headers closed
    }
    return token;
  }
}
