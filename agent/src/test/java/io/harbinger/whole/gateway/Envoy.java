package io.harbinger.whole.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

final class Envoy extends RealGateway {
  private static final String TYPE = "type.googleapis.com/envoy.extensions.";

  Envoy(String program, boolean tls) throws IOException {
    super(program, tls, true);
  }

  @Override
  List<String> arguments(Path configuration) {
    String own = String.valueOf(ports.get(0)); // several run at once on one host
    return List.of(
        "-c", configuration.toString(), "--concurrency", "1", "--base-id", own, "-l", "error");
  }

  @Override
  String configuration(int origin) {
    StringBuilder listeners = new StringBuilder("static_resources:\n  listeners:\n");
    StringBuilder clusters = new StringBuilder("  clusters:\n");
    for (int i = 0; i < ports.size(); i++) {
      Way way = ways.get(i);
      listeners.append(
          """
            - address: {socket_address: {address: 127.0.0.1, port_value: %1$d}}
              filter_chains:
              - filters:
                - name: envoy.filters.network.http_connection_manager
                  typed_config:
                    "@type": %2$sfilters.network.http_connection_manager.v3.HttpConnectionManager
                    stat_prefix: way%3$d
                    route_config:
                      virtual_hosts:
                      - name: all
                        domains: ["*"]
                        routes:
                        - match: {prefix: "/"}
                          route: {cluster: way%3$d, timeout: %4$s}
                    http_filters:
                    - name: envoy.filters.http.router
                      typed_config: {"@type": %2$sfilters.http.router.v3.Router}
          """
              .formatted(ports.get(i), TYPE, i, LIMIT_MILLIS / 1_000 + "s"));
      clusters.append(
          """
            - name: way%1$d
              load_assignment:
                cluster_name: way%1$d
                endpoints:
                - lb_endpoints:
                  - endpoint: {address: {socket_address: {address: "%2$s", port_value: %3$d}}}
              typed_extension_protocol_options:
                envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
                  "@type": %4$supstreams.http.v3.HttpProtocolOptions
                  common_http_protocol_options: {%5$s}
                  explicit_http_config: {%7$s: {}}
          %6$s
          """
              .formatted(
                  i,
                  way.host(),
                  origin,
                  TYPE,
                  way.keepAlive() ? "" : "max_requests_per_connection: 1",
                  tls ? encrypted() : "",
                  way.http2() ? "http2_protocol_options" : "http_protocol_options"));
    }
    return "" + listeners + clusters;
  }

  private static String encrypted() {
    return """
          transport_socket:
            name: envoy.transport_sockets.tls
            typed_config:
              "@type": %stransport_sockets.tls.v3.UpstreamTlsContext
        """
        .formatted(TYPE)
        .indent(2)
        .stripTrailing();
  }
}
