package io.harbinger.gateway;

import io.harbinger.timeline.HeaderStudy;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * What a gateway adds to a request, by which it is recognised.
 *
 * <pre>
 *   "via~google x-forwarded-for !x-real-ip"     a header that contains, is there, is not there
 *   "HTTP/1.0 connection~close"                 the request's own protocol
 * </pre>
 *
 * <p>nginx since 1.29.7 and HAProxy add nothing of their own by default, Caddy nothing that is its
 * own alone, so they have no sign. A header that is passed on by every gateway after the one that
 * added it says nothing of their order: {@link #ALL} has the kinds in the order in which they
 * usually stand, outermost first.
 */
final class Sign {
  static final List<Sign> ALL =
      Collections.unmodifiableList(
          Arrays.asList(
              new Sign("cloudflare", "cf-ray"),
              new Sign("gcp", "via~google"),
              new Sign("azure", "x-appgw-trace-id"),
              new Sign("alb", "x-amzn-trace-id x-forwarded-port"),
              new Sign("heroku", "via~vegur"),
              new Sign("heroku", "via~heroku-router"),
              new Sign("heroku", "x-request-start connect-time total-route-time"),
              new Sign("ingress-nginx", "x-forwarded-scheme x-scheme x-real-ip"),
              new Sign("traefik", "x-forwarded-server x-forwarded-port x-real-ip"),
              new Sign("httpd", "x-forwarded-server x-forwarded-host !x-forwarded-port !x-real-ip"),
              new Sign("varnish", "x-varnish"),
              new Sign("envoy", "x-envoy-expected-rq-timeout-ms"),
              new Sign("envoy", "x-envoy-external-address"),
              new Sign("envoy", "x-envoy-internal"),
              new Sign("envoy", "x-envoy-attempt-count"),
              new Sign("istio", "x-envoy-decorator-operation"),
              new Sign("istio", "x-envoy-peer-metadata-id"),
              new Sign("istio", "x-envoy-attempt-count x-forwarded-client-cert~spiffe://"),
              // hop by hop, so it is of the nearest; the others because checks and scripts do so
              // too
              new Sign("nginx-before-1.29.7", "HTTP/1.0 connection~close host user-agent")));

  final String profile;

  /** As it stands above, for the log. */
  final String words;

  private Sign(String profile, String words) {
    this.profile = profile;
    this.words = words;
  }

  boolean isOn(HeaderStudy.Sample sample) {
    for (String word : words.split(" ")) {
      if (!holds(word, sample)) {
        return false;
      }
    }
    return true;
  }

  private static boolean holds(String word, HeaderStudy.Sample sample) {
    if (word.startsWith("HTTP/")) {
      return sample.protocol.equals(word);
    }
    if (word.startsWith("!")) {
      return !sample.headers.containsKey(word.substring(1));
    }
    int part = word.indexOf('~');
    if (part < 0) {
      return sample.headers.containsKey(word);
    }
    String value = sample.headers.get(word.substring(0, part));
    return value != null && value.toLowerCase(Locale.ROOT).contains(word.substring(part + 1));
  }
}
