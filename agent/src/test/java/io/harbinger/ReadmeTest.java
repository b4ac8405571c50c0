package io.harbinger;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.cause.Causes;
import io.harbinger.config.Setting;
import io.harbinger.config.Settings;
import io.harbinger.gateway.Profile;
import io.harbinger.gateway.Profiles;
import io.harbinger.library.Libraries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the README says of settings, gateways, libraries and causes is what the code has.
 *
 * <p>Its tables between {@code <!-- name -->} and {@code <!-- /name -->} are generated: run this
 * test with {@code -Dharbinger.write=true} after a change.
 */
class ReadmeTest {
  private static final Path FILE = Path.of("../README.md");
  private static final String ONE_SIGNAL = "otel.exporter.otlp.(traces|metrics|logs).";

  @Test
  void listsEverySettingOfOurOwnWithItsDefaultAndSentence() throws IOException {
    assertTable("settings", settings(name -> name.startsWith("harbinger.")));
  }

  @Test
  void listsEverySettingOfOpenTelemetryWithItsDefaultAndSentence() throws IOException {
    assertTable(
        "opentelemetry", settings(name -> name.startsWith("otel.") && !isOneSignalsOwn(name)));
  }

  @Test
  void listsEveryGatewayWithItsDeadlineAndStatuses() throws IOException {
    String head =
        "| profile | deadline | keeps an idle connection | response header |"
            + " late | refused | broken | client left |\n";
    assertTable(
        "gateways",
        head
            + "|---|---|---|---|---|---|---|---|\n"
            + Profiles.NAMES.stream().map(ReadmeTest::row).collect(Collectors.joining()));
  }

  @Test
  void namesEveryCauseAndEveryLibrary() throws IOException {
    String readme = readme();
    assertThat(readme).contains("`unknown`");
    assertThat(Causes.ALL).allMatch(cause -> readme.contains(code(cause.value())));
    assertThat(Libraries.all()).allMatch(library -> readme.contains(code(library.name())));
  }

  @Test
  void writesNoSettingThatDoesNotExist() throws IOException {
    Set<String> properties = found("-D((harbinger|otel)\\.[a-z._]+)=");
    Set<String> variables = found("\\b((HARBINGER|OTEL)_[A-Z_]+)=");

    assertThat(names(setting -> setting.name)).containsAll(properties);
    assertThat(names(Setting::variable)).containsAll(variables);
    assertThat(properties).isNotEmpty();
    assertThat(variables).isNotEmpty();
  }

  private static void assertTable(String name, String expected) throws IOException {
    String start = "<!-- " + name + " -->\n";
    String end = "<!-- /" + name + " -->";
    String readme = readme();
    assertThat(readme).containsOnlyOnce(start).containsOnlyOnce(end);
    int from = readme.indexOf(start) + start.length();
    int to = readme.indexOf(end);
    if (Boolean.getBoolean("harbinger.write")) {
      Files.writeString(FILE, readme.substring(0, from) + expected + readme.substring(to));
    } else {
      assertThat(readme.substring(from, to).lines().toList()).isEqualTo(expected.lines().toList());
    }
  }

  private static String settings(Predicate<String> wanted) {
    return "| setting | default | |\n|---|---|---|\n"
        + Settings.all().stream()
            .filter(setting -> wanted.test(setting.name))
            .map(
                setting ->
                    row(
                        code(setting.name),
                        setting.fallback.isEmpty() ? "not set" : code(setting.fallback),
                        setting.sentence))
            .collect(Collectors.joining());
  }

  /** {@code otel.exporter.otlp.traces.headers}, which the README tells once for all signals. */
  private static boolean isOneSignalsOwn(String name) {
    String common = name.replaceFirst("^" + ONE_SIGNAL, "otel.exporter.otlp.");
    return !common.equals(name) && names(setting -> setting.name).contains(common);
  }

  private static String row(String profileName) {
    Profile profile = Profiles.named(profileName);
    long deadline = profile.deadlineMillis();
    return row(
        code(profileName),
        deadline == 0 ? "none" : deadline / 1000 + " s",
        !profile.keepsConnections
            ? "no"
            : profile.upstreamIdleMillis <= 0
                ? profile.upstreamIdleMillis < 0 ? "not known" : "no limit"
                : profile.upstreamIdleMillis / 1000 + " s",
        profile.responseHeaderBytes == 0 ? "not known" : profile.responseHeaderBytes / 1024 + " KB",
        String.valueOf(profile.statusTimeout),
        String.valueOf(profile.statusRefused),
        String.valueOf(profile.statusClosed),
        profile.statusClientLeft == 0 ? "none" : String.valueOf(profile.statusClientLeft));
  }

  private static String row(String... cells) {
    return Stream.of(cells).collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String code(String text) {
    return "`" + text + "`";
  }

  private static List<String> names(Function<Setting, String> name) {
    return Settings.all().stream().map(name).toList();
  }

  private static Set<String> found(String pattern) throws IOException {
    return Pattern.compile(pattern)
        .matcher(readme())
        .results()
        .map((MatchResult match) -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String readme() throws IOException {
    return Files.readString(FILE);
  }
}
