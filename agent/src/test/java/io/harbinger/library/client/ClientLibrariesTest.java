package io.harbinger.library.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.weave.WovenApplication;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTTP clients that an application brings along, from the oldest version supported on. */
class ClientLibrariesTest {
  private static final String SENT =
      "server got [00-11111111111111111111111111111111-2222222222222222-01][a=b]";

  @ParameterizedTest
  @CsvSource({
    "apache-http-4.3, sample.ApacheCalls4Main",
    "apache-http-4.5, sample.ApacheCalls4Main",
    "apache-http-5.0, sample.ApacheCalls5Main",
    "apache-http-5.5, sample.ApacheCalls5Main",
    "okhttp-3, sample.OkHttpCallsMain",
    "okhttp-4, sample.OkHttpCallsMain",
    "okhttp-5, sample.OkHttpCallsMain"
  })
  void countsEachCallOnceAndSendsTheTrace(String version, Class<?> main) throws Exception {
    Map<String, List<String>> steps = run(version, main);

    String call = "call GET 127.0.0.1 true";
    assertThat(steps.get("get")).containsExactly(call, SENT, "call done 200");
    assertThat(steps.get("missing")).containsExactly(call, SENT, "call done 404");
    assertThat(steps.get("redirected")).containsExactly(call, SENT, SENT, "call done 200");
    assertThat(steps.get("own")).containsExactly(call, "server got [mine]null", "call done 200");
    assertThat(steps.get("refused")).hasSize(2).first().isEqualTo(call);
    assertThat(steps.get("no limit")).contains(call, "call done 200");
    assertThat(steps.get("no limit").get(1)).startsWith("endless ");
    assertThat(steps.get("refused").get(1)).startsWith("call done 0 ").contains("ConnectException");
  }

  private static Map<String, List<String>> run(String version, Class<?> main) throws Exception {
    WovenApplication application = WovenApplication.start(version, false, main);
    Map<String, List<String>> steps = new LinkedHashMap<>();
    List<String> events = new ArrayList<>();
    for (String line : application.until("step end")) {
      if (line.startsWith("step ")) {
        events = new ArrayList<>();
        steps.put(line.substring("step ".length()), events);
      } else if (line.startsWith("server ")) {
        events.add(line);
      } else if (line.startsWith("event ")
          && (line.contains(" call ") || line.contains(" endless "))) {
        events.add(line.substring(line.indexOf(' ', "event ".length()) + 1));
      }
    }
    application.stop();
    return steps;
  }
}
