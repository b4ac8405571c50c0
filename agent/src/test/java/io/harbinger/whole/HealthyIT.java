package io.harbinger.whole;

import static io.harbinger.whole.Received.tags;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Healthy load: no trace is tagged, and no byte of the application's answers changes. */
class HealthyIT {
  private static final int REQUESTS = Integer.getInteger("harbinger.test.requests", 20_000);
  private static final List<String> PAGES = List.of("/shop/hello", "/shop/goods");
  private static final List<String> ALL =
      List.of("/shop/hello", "/shop/goods", "/shop/async", "/nowhere", "/shop/boom", "/shop/none");

  @Test
  void neverTagsAHealthyRequestNorChangesAnAnswer() throws Exception {
    Origin without = Origin.start(Origin.running(), Libraries.JAVAX, List.of());
    List<String> expected = answers(without);
    without.stop();

    try (Received received = new Received()) {
      Origin with =
          Origin.start(
              Origin.running(),
              Libraries.JAVAX,
              Origin.agent("otel.exporter.otlp.endpoint=" + received.endpoint()));
      assertThat(answers(with)).isEqualTo(expected);
      keepAlive(with, expected);
      Visit last = Visit.sampled(with, "/shop/hello");
      assertThat(last.body()).isEqualTo("hello");
      with.stop();
      received.server(last);
      received.drain();
      assertThat(received.spans)
          .filteredOn(span -> tags(span).containsKey("harbinger.cause"))
          .allMatch(span -> tags(span).get("url.path").equals("/shop/boom"));
      assertThat(received.events)
          .noneMatch(event -> event.getEventName().startsWith("harbinger.request."));
    }
  }

  /** Without their dates. */
  private static List<String> answers(Origin origin) throws IOException {
    List<String> answers = new ArrayList<>();
    for (String page : ALL) {
      try (Visit visit = Visit.to(origin, page)) {
        answers.add(withoutDate(visit.answer()));
      }
    }
    return answers;
  }

  /** Over one connection, each request after the answer to the one before. */
  private static void keepAlive(Origin origin, List<String> answers) throws IOException {
    List<byte[]> requests = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (String page : PAGES) {
      requests.add(("GET " + page + " HTTP/1.1\r\nHost: shop\r\n\r\n").getBytes(ISO_8859_1));
      expected.add(answers.get(ALL.indexOf(page)).replace("\r\nConnection: close", ""));
    }
    try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), origin.port)) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (int i = 0; i < REQUESTS; i++) {
        int page = i % PAGES.size();
        socket.getOutputStream().write(requests.get(page));
        if (!answer(in).equals(expected.get(page))) {
          throw new AssertionError("request " + i + " was answered otherwise");
        }
      }
    }
  }

  private static String answer(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < 4 || head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
      head.append((char) in.read());
    }
    String name = "Content-Length: ";
    int at = head.indexOf(name) + name.length();
    int length = Integer.parseInt(head.substring(at, head.indexOf("\r", at)));
    return withoutDate(head + new String(in.readNBytes(length), ISO_8859_1));
  }

  private static String withoutDate(String answer) {
    return answer.replaceFirst("\r\nDate: [^\r]*", "");
  }
}
