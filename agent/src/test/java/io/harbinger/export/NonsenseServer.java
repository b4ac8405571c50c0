package io.harbinger.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** Answers every connection with bytes that are no HTTP. */
final class NonsenseServer implements AutoCloseable {
  final CountDownLatch answered = new CountDownLatch(1);
  private final ServerSocket socket;

  NonsenseServer() throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    Thread thread = new Thread(this::answer, "nonsense");
    thread.setDaemon(true);
    thread.start();
  }

  String endpoint() {
    return "http://127.0.0.1:" + socket.getLocalPort();
  }

  private void answer() {
    while (!socket.isClosed()) {
      try (Socket connection = socket.accept()) {
        connection.getInputStream().read();
        connection
            .getOutputStream()
            .write("\u0001 who are you?\n\n".getBytes(StandardCharsets.UTF_8));
        answered.countDown();
      } catch (IOException closed) {
        if (!socket.isClosed()) {
          throw new UncheckedIOException(closed);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
