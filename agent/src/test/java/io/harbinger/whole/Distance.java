package io.harbinger.whole;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.Semaphore;

/**
 * A gateway and its origin as far apart as two hosts: all that one of them sends, the end of its
 * connection included, reaches the other so much later.
 */
final class Distance implements AutoCloseable {
  /** Connections that the origin has closed, which the gateway does not know yet. */
  final Semaphore closedByOrigin = new Semaphore(0);

  final int port;

  private final ServerSocket gatewaysEnd;
  private final int origin;
  private final long millis;

  Distance(int origin, long millis) throws IOException {
    this.origin = origin;
    this.millis = millis;
    gatewaysEnd = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    port = gatewaysEnd.getLocalPort();
    start(this::accept);
  }

  private void accept() {
    try {
      while (true) {
        Socket gateway = gatewaysEnd.accept();
        Socket server = new Socket(InetAddress.getByName("127.0.0.1"), origin);
        start(() -> carry(gateway, server, false));
        start(() -> carry(server, gateway, true));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private void carry(Socket from, Socket to, boolean answers) {
    byte[] bytes = new byte[8_192];
    try {
      InputStream in = from.getInputStream();
      for (int n; (n = in.read(bytes)) >= 0; ) {
        Thread.sleep(millis);
        to.getOutputStream().write(bytes, 0, n);
      }
      if (answers) {
        closedByOrigin.release();
      }
      Thread.sleep(millis);
      to.shutdownOutput();
    } catch (IOException | InterruptedException broken) {
      close(from);
      close(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.setSoLinger(true, 0); // as a broken connection arrives
      socket.close();
    } catch (IOException gone) {
      // as it is meant to be
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "distance");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    gatewaysEnd.close();
  }
}
