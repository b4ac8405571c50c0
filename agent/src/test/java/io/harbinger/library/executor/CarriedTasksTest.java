package io.harbinger.library.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.harbinger.weave.WovenApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sample.Handing;
import sample.TomcatMain;

/** Work that a request hands to other threads, on the JVM that runs this test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CarriedTasksTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private WovenApplication application;

  @BeforeAll
  void start() throws IOException {
    application =
        WovenApplication.start(
            "tomcat-9.0", false, TomcatMain.class, "/hand/*|" + Handing.class.getName());
  }

  @AfterAll
  void stop() throws Exception {
    application.stop();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "execute",
        "submit",
        "overridden",
        "at-once",
        "fork-join",
        "supply",
        "step",
        "both",
        "async-step",
        "composed",
        "thread"
      })
  void carriesTheRequest(String way) throws Exception {
    assertCarried(way);
  }

  @Test
  void carriesTheRequestToAVirtualThread() throws Exception {
    assumeThat(application.startLines).doesNotContain("java 17");
    assertCarried("virtual");
  }

  @ParameterizedTest
  @ValueSource(strings = {"later", "repeated"})
  void doesNotCarryToWhatIsForLater(String way) throws Exception {
    List<String> seen = hand(way);
    int said = indexOf(seen, "said " + way);
    // a worker that the request had to start is carried until it turns out to be one
    assertThat(seen.subList(0, said))
        .filteredOn(line -> line.contains(" carried"))
        .satisfiesAnyOf(
            carried -> assertThat(carried).isEmpty(),
            carried -> assertThat(carried).last().asString().endsWith(" carried to the end"));
  }

  @Test
  void knowsNothingOfWhatOnlyPassesAResultOn() throws Exception {
    assertThat(hand("composed")).noneMatch(line -> line.endsWith("Relay"));
  }

  @Test
  void forgetsARejectedTask() throws Exception {
    assertThat(hand("rejected")).anyMatch(line -> line.endsWith(" rejected"));
  }

  @Test
  void letsGoOfAWorkerThatARequestStarted() throws Exception {
    hand("execute");
    List<String> second = hand("execute");
    assertThat(second).filteredOn(line -> line.endsWith(" carried")).hasSize(1);
    assertThat(second.stream().filter(line -> line.endsWith(" started"))).hasSize(1);
  }

  private void assertCarried(String way) throws Exception {
    List<String> seen = hand(way);
    String request =
        seen.stream().filter(line -> line.endsWith(" started")).findFirst().orElseThrow();
    String itsOwn = request.substring(0, request.length() - "started".length());
    int said = indexOf(seen, "said " + way.replace('-', ' '));
    List<String> before =
        seen.subList(0, said).stream().filter(line -> line.contains("carried")).toList();
    assertThat(before).as("%s", seen).last().isEqualTo(itsOwn + "carried");
  }

  private static int indexOf(List<String> lines, String start) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(start)) {
        return i;
      }
    }
    throw new AssertionError(start + " is not in " + lines);
  }

  private List<String> hand(String way) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + application.port + "/shop/hand/" + way);
    HttpResponse<String> response =
        client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(response.body()).isEqualTo("done");
    return application.until(" closed");
  }
}
