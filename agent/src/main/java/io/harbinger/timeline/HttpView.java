package io.harbinger.timeline;

import java.util.Map;

/** What the request asked for and what the application answered. */
public final class HttpView {
  public final String method;
  public final String path;

  /** Route template, or null where the framework has none. */
  public final String route;

  /** The application's own status; 0 while unknown. */
  public final int status;

  /** -1 while unknown. */
  public final long bodyBytes;

  /** Headers of {@code Bridge.header}, by lower-case name. */
  public final Map<String, String> headers;

  /** Further OpenTelemetry attributes, given only for kept requests. */
  public final Map<String, String> described;

  public final AnswerView answer;

  /** Of an answer that nothing more is known of. */
  public HttpView(
      String method,
      String path,
      String route,
      int status,
      long bodyBytes,
      Map<String, String> headers,
      Map<String, String> described) {
    this(method, path, route, status, bodyBytes, headers, described, AnswerView.NONE);
  }

  public HttpView(
      String method,
      String path,
      String route,
      int status,
      long bodyBytes,
      Map<String, String> headers,
      Map<String, String> described,
      AnswerView answer) {
    this.answer = answer;
    this.method = method;
    this.path = path;
    this.route = route;
    this.status = status;
    this.bodyBytes = bodyBytes;
    this.headers = headers;
    this.described = described;
  }

  /** Fewer bytes than its header promised, though the visitor had not left. */
  public boolean cutShort() {
    return bodyBytes >= 0 && answer.promisedBytes > bodyBytes;
  }

  /** {@code GET /owners/{id}}, or with the path where no route is known. */
  public String name() {
    return method + " " + (route != null ? route : path);
  }
}
