package sample;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.ServerSocket;

/** What each client library is made to do: calls that succeed, fail, and carry a trace already. */
final class ClientSteps {
  interface Get {
    void get(String url) throws IOException;
  }

  interface GetWith {
    void get(String url, String header, String value) throws IOException;
  }

  private ClientSteps() {}

  /**
   * @param endless without a limit on the answer; the others have one
   */
  static void run(Get client, GetWith own, Get endless) throws Exception {
    System.out.println("port 0");
    HttpServer server = CallsMain.server();
    String base = "http://127.0.0.1:" + server.getAddress().getPort();
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    client.get(base + "/"); // loads what it needs
    CallsMain.step("get");
    client.get(base + "/");
    CallsMain.step("missing");
    client.get(base + "/missing");
    CallsMain.step("redirected");
    client.get(base + "/moved");
    CallsMain.step("own");
    own.get(base + "/", "Traceparent", "mine");
    CallsMain.step("refused");
    try {
      client.get("http://127.0.0.1:" + closed + "/");
    } catch (IOException expected) {
      // refused
    }
    CallsMain.step("no limit");
    endless.get(base + "/");
    CallsMain.step("end");
    System.exit(0);
  }
}
