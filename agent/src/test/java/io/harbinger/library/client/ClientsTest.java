package io.harbinger.library.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.weave.WovenApplication;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import sample.CallsMain;

/** The HTTP clients and the name look-up of the JDK that runs the test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientsTest {
  private static final String SENT =
      "server got [00-11111111111111111111111111111111-2222222222222222-01][a=b]";

  private final Map<String, List<String>> steps = new LinkedHashMap<>();
  private final List<String> closed = new ArrayList<>();
  private final Set<String> endless = new TreeSet<>();
  private WovenApplication application;

  @BeforeAll
  void run() throws Exception {
    application = WovenApplication.start("none", false, CallsMain.class);
    List<String> events = new ArrayList<>();
    List<String> lines = new ArrayList<>(application.until("step end"));
    while (lines.stream().filter(line -> line.startsWith("event any closed")).count() < 2) {
      lines.addAll(application.until("event any closed"));
    }
    for (String line : lines) {
      if (line.startsWith("step ")) {
        events = new ArrayList<>();
        steps.put(line.substring("step ".length()), events);
      } else if (line.startsWith("event any ")) {
        closed.add(line.substring("event any ".length()));
      } else if (line.contains(" endless ")) {
        endless.add(line.substring(line.indexOf(" endless ") + " endless ".length()));
      } else if (line.startsWith("event ")) {
        events.add(line.substring(line.indexOf(' ', "event ".length()) + 1));
      } else if (line.startsWith("server ")) {
        events.add(line);
      }
    }
  }

  @AfterAll
  void stop() throws Exception {
    application.stop();
  }

  @Test
  void countsAPlainCallOnceAndSendsTheTrace() {
    assertThat(steps.get("url get"))
        .containsExactly("call GET 127.0.0.1 true", SENT, "call done 200");
    assertThat(steps.get("client get"))
        .containsExactly("call GET 127.0.0.1 true", SENT, "call done 200");
  }

  @Test
  void saysWhichClientWaitsWithoutALimit() {
    assertThat(endless).containsExactly("HttpURLConnection", "java.net.http.HttpClient");
  }

  @Test
  void doesNotCountAnAnswerThatIsThere() {
    assertThat(steps.get("url again")).isEmpty();
  }

  @Test
  void separatesTheConnectionFromTheAnswer() {
    assertThat(steps.get("url post"))
        .containsExactly(
            "call GET 127.0.0.1 true",
            "call done 0",
            "call POST 127.0.0.1 true",
            SENT,
            "call done 200");
    assertThat(steps.get("url connect"))
        .containsExactly(
            "call GET 127.0.0.1 true",
            "call done 0",
            "call GET 127.0.0.1 true",
            SENT,
            "call done 200");
  }

  @Test
  void leavesATraceOfTheApplicationAlone() {
    assertThat(steps.get("url own")).contains("server got [mine]null");
    assertThat(steps.get("client own"))
        .containsExactly("call GET 127.0.0.1 true", "server got [mine]null", "call done 404");
  }

  @Test
  void takesAnAnswerOfAnyStatusForAnAnswer() {
    assertThat(steps.get("url missing")).contains("call done 404");
  }

  @Test
  void passesTheFailureOn() {
    assertThat(steps.get("url refused"))
        .containsExactly("call GET 127.0.0.1 true", "call done 0 java.net.ConnectException");
    assertThat(steps.get("client refused"))
        .containsExactly("call GET 127.0.0.1 true", "call done 0 java.net.ConnectException");
  }

  @Test
  void endsAnAsynchronousCallWithItsFuture() {
    assertThat(steps.get("client async")).containsExactly("opened GET 127.0.0.1 true", SENT);
    assertThat(steps.get("client async refused")).containsExactly("opened GET 127.0.0.1 true");
    assertThat(closed).containsExactly("closed 200", "closed 0 java.net.ConnectException");
  }

  @Test
  void isSilentAboutACallThatIsNone() {
    assertThat(steps.get("client nothing")).isEmpty();
  }

  @Test
  void seesALookUpThatAsksTheNameService() {
    assertThat(steps.get("name"))
        .containsExactly(
            "dns no-such-host.invalid",
            "dns done java.net.UnknownHostException",
            "dns localhost",
            "dns done");
  }

  @Test
  void seesNoLookUpThatTheCacheAnswers() {
    assertThat(steps.get("cached name")).isEmpty();
    assertThat(steps.get("literal")).isEmpty();
  }

  @Test
  void weavesWithoutComplaint() {
    assertThat(application.startLines)
        .noneMatch(line -> line.contains("left alone") || line.contains("could not weave"));
  }
}
