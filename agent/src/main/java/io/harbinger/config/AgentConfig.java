package io.harbinger.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All settings, read once; the rooms receive its plain values and never this object.
 *
 * <p>A wrong value is a sentence in {@link #problems} and its default holds. Durations are
 * milliseconds.
 */
public final class AgentConfig {
  public final boolean enabled;

  /** {@code off}, {@code warn}, {@code info} or {@code debug}. */
  public final String logLevel;

  public final String gatewayProfile;

  /** Somebody wrote which profile applies, so that it need not be recognised. */
  public final boolean gatewayIsSet;

  /** Fields of the profile that were written, by their names there; durations in milliseconds. */
  public final Map<String, String> gatewayFields;

  /** -1: not set, the profile's. */
  public final long gatewayDeadlineMillis;

  public final long watchIntervalMillis;
  public final double watchRisk;

  /** Per minute; 0 where a sampler was named. */
  public final int watchExamples;

  /** Healthy requests of a sampled caller are kept, those of an unsampled caller are not. */
  public final boolean keepsSampledParent;

  /** Share of the other healthy requests that is kept, by trace id, 0–1. */
  public final double keepsRatio;

  public final boolean dbInspect;
  public final boolean blackboxEnabled;

  /** Empty: not set. */
  public final String blackboxDir;

  public final int blackboxRequests;
  public final int blackboxFiles;
  public final long blackboxAgeMillis;
  public final long slowCallMillis;
  public final int maxRoutes;
  public final int maxStatements;
  public final List<String> weaveExclude;
  public final long weaveIdleMillis;

  /** Whether traceparent is read and written. */
  public final boolean propagates;

  /**
   * Values of OpenTelemetry's own settings by their names, defaults included, durations in
   * milliseconds; what is neither written nor has a default is absent.
   */
  public final Map<String, String> otel;

  /** What was wrong, one sentence each. */
  public final List<String> problems;

  /** {@code harbinger.gateway.deadline = 3s (environment HARBINGER_GATEWAY_DEADLINE)}. */
  public final List<String> written;

  private final Set<String> librariesOff;

  public AgentConfig(Sources sources) {
    Reading reading = new Reading(sources);
    reading.text("harbinger.config.file"); // because its source is worth a line too
    enabled = reading.flag("harbinger.enabled");
    logLevel = reading.text("harbinger.log.level");
    gatewayProfile = reading.text("harbinger.gateway.profile");
    gatewayIsSet = reading.isWritten("harbinger.gateway.profile");
    gatewayFields = GatewaySettings.read(reading);
    gatewayDeadlineMillis = reading.whole("harbinger.gateway.deadline");
    watchIntervalMillis = reading.whole("harbinger.watch.interval");
    watchRisk = reading.decimal("harbinger.watch.risk");
    dbInspect = reading.flag("harbinger.db.inspect");
    blackboxEnabled = reading.flag("harbinger.blackbox.enabled");
    blackboxDir = reading.text("harbinger.blackbox.dir");
    blackboxRequests = (int) reading.whole("harbinger.blackbox.requests");
    blackboxFiles = (int) reading.whole("harbinger.blackbox.files");
    blackboxAgeMillis = reading.whole("harbinger.blackbox.age");
    slowCallMillis = reading.whole("harbinger.timeline.slow_call");
    maxRoutes = (int) reading.whole("harbinger.timeline.max_routes");
    maxStatements = (int) reading.whole("harbinger.timeline.max_statements");
    weaveExclude = names(reading.text("harbinger.weave.exclude"));
    weaveIdleMillis = reading.whole("harbinger.weave.idle");
    otel = Collections.unmodifiableMap(otel(reading));

    String sampler = otel.get("otel.traces.sampler");
    int examples = (int) reading.whole("harbinger.watch.examples");
    watchExamples = sampler == null ? examples : 0;
    keepsSampledParent = sampler == null || sampler.startsWith("parentbased_");
    keepsRatio = ratio(sampler, otel.get("otel.traces.sampler.arg"));
    propagates = propagates(names(otel.get("otel.propagators")), reading.problems);

    librariesOff = Collections.unmodifiableSet(reading.librariesOff());
    reading.nameTheUnknown();
    problems = Collections.unmodifiableList(reading.problems);
    written = Collections.unmodifiableList(reading.written);
  }

  public boolean listensTo(String library) {
    return !librariesOff.contains(Setting.variable(library));
  }

  /** Names, in the spelling of variables, so that a name nobody has can be said. */
  public Set<String> librariesOff() {
    return librariesOff;
  }

  /** Parses {@code key=value,key=value} as {@code otel.resource.attributes} and headers have it. */
  public static Map<String, String> pairs(String written) {
    Map<String, String> pairs = written == null ? null : Pairs.parse(written);
    return pairs == null ? Collections.<String, String>emptyMap() : pairs;
  }

  private static Map<String, String> otel(Reading reading) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Setting setting : OtelSettings.all()) {
      String value = reading.text(setting.name);
      if (!value.isEmpty()) {
        values.put(setting.name, value);
      }
    }
    return values;
  }

  private static double ratio(String sampler, String argument) {
    if (sampler == null || sampler.endsWith("always_off")) {
      return 0;
    }
    return sampler.endsWith("always_on") ? 1 : Double.parseDouble(argument);
  }

  private static boolean propagates(List<String> asked, List<String> problems) {
    Set<String> others = new LinkedHashSet<>(asked);
    boolean none = others.remove("none");
    boolean known = others.remove("tracecontext");
    if (!others.isEmpty()) {
      problems.add(
          "otel.propagators: only tracecontext is read and written, left out: "
              + String.join(", ", others));
    }
    return known || !none;
  }

  private static List<String> names(String written) {
    List<String> names = new ArrayList<>();
    for (String name : Arrays.asList(written.split(","))) {
      if (!name.trim().isEmpty()) {
        names.add(name.trim());
      }
    }
    return Collections.unmodifiableList(names);
  }
}
