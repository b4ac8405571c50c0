package com.example.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** The real Envoy; it tells the shop each request's limit in a header of its own. */
final class Envoy extends GatewayProgram {

  private static final String TYPE = "type.googleapis.com/envoy.extensions.";

  Envoy(Workplace workplace, Path program, String name, int shopPort, Duration deadline)
      throws IOException, InterruptedException {
    super(workplace, name + "-envoy");
    run(
        "",
        program.toString(),
        "--config-yaml",
        configuration(shopPort, deadline),
        "--base-id", // two may run at once
        String.valueOf(port),
        "--concurrency",
        "1",
        "-l",
        "warn");
  }

  private String configuration(int shopPort, Duration deadline) {
    return """
        static_resources:
          listeners:
          - address: {socket_address: {address: 127.0.0.1, port_value: %1$d}}
            tcp_backlog_size: 4096
            filter_chains:
            - filters:
              - name: envoy.filters.network.http_connection_manager
                typed_config:
                  "@type": %2$sfilters.network.http_connection_manager.v3.HttpConnectionManager
                  stat_prefix: shop
                  preserve_external_request_id: true
                  access_log:
                  - name: file
                    typed_config:
                      "@type": %2$saccess_loggers.file.v3.FileAccessLog
                      path: %3$s
                      log_format:
                        text_format_source:
                          inline_string: "%%EMIT_TIME(%%s.%%3f)%% %%RESPONSE_CODE%% %%DURATION%% ms - %%UPSTREAM_LOCAL_ADDRESS%% %%REQ(X-REQUEST-ID)%% \\"%%REQ(:METHOD)%% %%REQ(:PATH)%% %%PROTOCOL%%\\" %%BYTES_SENT%%/%%RESP(CONTENT-LENGTH)%%\\n"
                  route_config:
                    request_headers_to_add:
                    - header: {key: X-Request-Start, value: "t=%%START_TIME(%%s.%%3f)%%"}
                    virtual_hosts:
                    - name: all
                      domains: ["*"]
                      routes:
                      - match: {prefix: "/"}
                        route: {cluster: shop, timeout: %4$s}
                  http_filters:
                  - name: envoy.filters.http.router
                    typed_config: {"@type": %2$sfilters.http.router.v3.Router}
          clusters:
          - name: shop
            connect_timeout: %4$s
            circuit_breakers:
              thresholds: [{max_connections: 4096, max_pending_requests: 4096, max_requests: 4096}]
            load_assignment:
              cluster_name: shop
              endpoints:
              - lb_endpoints:
                - endpoint: {address: {socket_address: {address: 127.0.0.1, port_value: %5$d}}}
        """
        .formatted(port, TYPE, log, deadline.toMillis() / 1e3 + "s", shopPort);
  }
}
