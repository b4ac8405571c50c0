package sample;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.Executors;

/** Calls a server of its own with both clients of the JDK, and looks up names. */
public final class CallsMain {
  private CallsMain() {}

  public static void main(String[] arguments) throws Exception {
    System.out.println("port 0");
    HttpServer server = server();
    String base = "http://127.0.0.1:" + server.getAddress().getPort();
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    urlConnection(base, "http://127.0.0.1:" + closed);
    httpClient(base, "http://127.0.0.1:" + closed);
    step("name");
    try {
      InetAddress.getByName("no-such-host.invalid");
    } catch (UnknownHostException expected) {
      // asked
    }
    InetAddress.getByName("localhost");
    step("cached name");
    InetAddress.getByName("localhost");
    step("literal");
    InetAddress.getByName("127.0.0.1");
    step("end");
    // until the test closes our input, because a call may close a moment after its future
    while (System.in.read() >= 0) {}
    System.exit(0);
  }

  static HttpServer server() throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          System.out.println(
              "server got "
                  + exchange.getRequestHeaders().get("traceparent")
                  + exchange.getRequestHeaders().get("tracestate"));
          String path = exchange.getRequestURI().getPath();
          int status = path.equals("/missing") ? 404 : path.equals("/moved") ? 302 : 200;
          exchange.getResponseHeaders().set("Location", "/");
          byte[] body = "hello".getBytes();
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static void urlConnection(String base, String closed) throws IOException {
    step("url get");
    HttpURLConnection get = open(base + "/");
    get.getInputStream().readAllBytes();
    step("url again");
    get.getResponseCode();
    get.getInputStream();
    step("url post");
    HttpURLConnection post = open(base + "/");
    post.setDoOutput(true);
    try (OutputStream out = post.getOutputStream()) {
      out.write('x');
    }
    post.getResponseCode();
    step("url connect");
    HttpURLConnection connected = open(base + "/");
    connected.connect();
    connected.getResponseCode();
    step("url own");
    HttpURLConnection own = open(base + "/");
    own.setRequestProperty("Traceparent", "mine");
    own.getResponseCode();
    step("url missing");
    open(base + "/missing").getResponseCode();
    step("url refused");
    HttpURLConnection refused = open(closed);
    for (int i = 0; i < 2; i++) {
      try {
        refused.getResponseCode();
      } catch (IOException expected) {
        // twice, because the second time only repeats the failure
      }
    }
  }

  private static HttpURLConnection open(String url) throws IOException {
    return (HttpURLConnection) new URL(url).openConnection();
  }

  private static void httpClient(String base, String closed) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest get = HttpRequest.newBuilder(URI.create(base + "/")).build();
    step("client get");
    client.send(get, BodyHandlers.ofString());
    step("client own");
    client.send(
        HttpRequest.newBuilder(URI.create(base + "/missing")).header("Traceparent", "mine").build(),
        BodyHandlers.ofString());
    step("client refused");
    HttpRequest nowhere = HttpRequest.newBuilder(URI.create(closed)).build();
    try {
      client.send(nowhere, BodyHandlers.ofString());
    } catch (IOException expected) {
      // refused
    }
    step("client async");
    client.sendAsync(get, BodyHandlers.ofString()).join();
    step("client async refused");
    client.sendAsync(nowhere, BodyHandlers.ofString()).exceptionally(e -> null).join();
    step("client nothing");
    try {
      client.send(null, BodyHandlers.ofString());
    } catch (NullPointerException expected) {
      // as without us
    }
  }

  static void step(String name) {
    System.out.println("step " + name);
  }
}
