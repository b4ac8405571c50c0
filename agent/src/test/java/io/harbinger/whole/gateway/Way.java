package io.harbinger.whole.gateway;

/**
 * How a gateway reaches the origin.
 *
 * @param http2 without encryption, known beforehand
 */
public record Way(boolean keepAlive, boolean ipv6, boolean http2) {
  String host() {
    return ipv6 ? "::1" : "127.0.0.1";
  }

  String origin(int port) {
    return (ipv6 ? "[::1]:" : "127.0.0.1:") + port;
  }
}
