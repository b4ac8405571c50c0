package io.harbinger.export;

import io.harbinger.timeline.HttpView;
import io.harbinger.timeline.RequestView;
import io.opentelemetry.api.common.AttributeKey;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Attributes and name of a request by the semantic conventions for HTTP servers. */
final class HttpTags {
  private static final Set<String> METHODS =
      new HashSet<>(
          Arrays.asList(
              "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH",
              "QUERY"));

  private HttpTags() {}

  /** {@code GET /owners/{id}}, or {@code GET} where no route is known: the path has no bounds. */
  static String spanName(HttpView http) {
    String method = METHODS.contains(http.method) ? http.method : "HTTP";
    return http.route == null ? method : method + " " + http.route;
  }

  static void add(Tags tags, RequestView request) {
    HttpView http = request.http;
    addNames(tags, http);
    for (Map.Entry<String, String> entry : http.described.entrySet()) {
      addDescribed(tags, entry.getKey(), entry.getValue());
    }
    if (!http.described.containsKey(Names.SCHEME.getKey())) {
      tags.text(Names.SCHEME, "http");
    }
    if (request.peer != null && !http.described.containsKey(Names.PEER_ADDRESS.getKey())) {
      tags.text(Names.PEER_ADDRESS, request.peer.address);
      if (request.peer.port > 0) {
        tags.whole(Names.PEER_PORT, request.peer.port);
      }
    }
    if (http.status > 0) {
      tags.whole(Names.STATUS, http.status);
    }
    if (http.bodyBytes >= 0) {
      tags.whole(Names.BODY_SIZE, http.bodyBytes);
    }
  }

  /** What tells the request from others. */
  static void addNames(Tags tags, HttpView http) {
    tags.text(Names.METHOD, method(http.method));
    tags.text(Names.METHOD_ORIGINAL, METHODS.contains(http.method) ? null : http.method);
    tags.text(Names.PATH, http.path);
    tags.text(Names.ROUTE, http.route);
  }

  static String method(String method) {
    return METHODS.contains(method) ? method : "_OTHER";
  }

  private static void addDescribed(Tags tags, String name, String value) {
    if (value == null || value.isEmpty()) {
      return;
    }
    if (name.equals(Names.QUERY.getKey())) {
      tags.text(Names.QUERY, QueryScrubber.scrub(value));
    } else if (name.endsWith(".port") || name.endsWith(".size")) {
      try {
        tags.whole(AttributeKey.longKey(name), Long.parseLong(value));
      } catch (NumberFormatException unexpected) {
        return; // because a port that is no number is worth less than the type of the attribute
      }
    } else {
      tags.text(AttributeKey.stringKey(name), value);
    }
  }
}
