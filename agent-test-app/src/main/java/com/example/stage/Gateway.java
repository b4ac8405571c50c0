package com.example.stage;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A reverse proxy in front of one shop. It gives up when the shop has sent nothing for the
 * deadline, and writes one line per request into its log:
 *
 * <pre>
 * time status seconds upstream-status upstream-connect-seconds request-id "request line"
 * 1764000000.123 504 2.001 504 0.000 visit-17 "GET /products HTTP/1.1"
 * </pre>
 *
 * A hyphen stands for what there is none of: a request without a connect time never reached the
 * shop. The time may also be written in milliseconds, and the duration in ms or us.
 */
public interface Gateway extends AutoCloseable {

  int port();

  Path log();

  @Override
  void close() throws IOException;
}
