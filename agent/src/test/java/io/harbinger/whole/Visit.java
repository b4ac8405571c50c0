package io.harbinger.whole;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.ThreadLocalRandom;

/** One request of a visitor as a gateway passes it on, over a connection of its own. */
final class Visit implements AutoCloseable {
  final String traceId = hex() + hex();
  final String callersSpanId = hex();

  private final Socket socket;
  private final long begunNanos = System.nanoTime();

  /** What the visitor got; of the test. */
  int got;

  private final String target;

  private Visit(int port, String method, String path, String flags) throws IOException {
    this(port, method, path, flags, "Connection: close\r\n");
  }

  private Visit(int port, String method, String path, String flags, String headers)
      throws IOException {
    target = method + " " + path + " through " + port;
    socket = new Socket(InetAddress.getByName("127.0.0.1"), port);
    String request =
        method
            + " "
            + path
            + " HTTP/1.1\r\nHost: shop\r\nUser-Agent: visitor\r\n"
            + headers
            + (method.equals("POST") ? "Content-Length: 4\r\n" : "")
            + ("traceparent: 00-" + traceId + "-" + callersSpanId + "-" + flags + "\r\n\r\n")
            + (method.equals("POST") ? "a=42" : "");
    socket.getOutputStream().write(request.getBytes(ISO_8859_1));
  }

  static Visit to(Origin origin, String path) throws IOException {
    return new Visit(origin.port, "GET", path, "00");
  }

  /** By way of a gateway that listens there. */
  static Visit through(int port, String method, String path) throws IOException {
    return new Visit(port, method, path, "00");
  }

  /** With two headers of that size each. */
  static Visit withHeaders(int port, int bytes) throws IOException {
    String value = "a".repeat(bytes);
    String headers = "X-First: " + value + "\r\nX-Second: " + value + "\r\n";
    return new Visit(port, "GET", "/shop/hello", "01", headers + "Connection: close\r\n");
  }

  /** The gateway took it in so long ago; its connection is kept. */
  static Visit cameBefore(Origin origin, long millis, String path) throws IOException {
    long came = System.currentTimeMillis() - millis;
    return new Visit(origin.port, "GET", path, "00", "X-Request-Start: t=" + came + "\r\n");
  }

  /** The caller records its trace, so that ours is kept even when all is well. */
  static Visit sampled(Origin origin, String path) throws IOException {
    return new Visit(origin.port, "GET", path, "01");
  }

  /** Everything that comes until the origin closes, as it came. */
  String answer() throws IOException {
    socket.setSoTimeout(60_000);
    return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
  }

  int status() throws IOException {
    return Integer.parseInt(answer().substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
  }

  /** On a connection that is kept: its first bytes are enough. */
  int keptStatus() throws IOException {
    socket.setSoTimeout(60_000);
    byte[] first = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
    return Integer.parseInt(new String(first, ISO_8859_1).substring("HTTP/1.1 ".length()));
  }

  String body() throws IOException {
    String answer = answer();
    return answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }

  /** Waits for the first byte until the deadline, then closes, as nginx does. */
  void givesUpAfter(int deadlineMillis) throws IOException {
    long passed = (System.nanoTime() - begunNanos) / 1_000_000L;
    socket.setSoTimeout((int) Math.max(1, deadlineMillis - passed));
    assertThatThrownBy(() -> socket.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
    socket.close();
  }

  @Override
  public String toString() {
    return target;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static String hex() {
    return String.format("%016x", ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE));
  }
}
