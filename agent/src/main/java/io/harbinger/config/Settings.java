package io.harbinger.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every setting of our own, room first, and where to find those that OpenTelemetry names. */
public final class Settings {
  /** Gateways whose limits are known; the gateway room has one profile for each. */
  public static final List<String> GATEWAYS =
      Collections.unmodifiableList(
          Arrays.asList(
              "nginx",
              "nginx-before-1.29.7",
              "ingress-nginx",
              "haproxy",
              "envoy",
              "istio",
              "alb",
              "cloudflare",
              "gcp",
              "heroku",
              "azure",
              "traefik",
              "httpd",
              "caddy",
              "varnish"));

  /** {@code harbinger.library.tomcat.enabled}: one for each library, so it is a pattern. */
  static final String LIBRARY = "harbinger.library.";

  static final String ENABLED = ".enabled";

  static final Setting LIBRARY_ENABLED =
      Setting.flag(
          LIBRARY + "<name>" + ENABLED,
          true,
          "Whether the library of that name is listened to; the names are said at level debug.");

  private static final long DAY = 86_400_000;

  private static final List<Setting> OURS =
      Arrays.asList(
          Setting.flag(
              "harbinger.enabled",
              true,
              "Whether Harbinger starts at all; false leaves the application as it is."),
          Setting.file(
              "harbinger.config.file",
              "A properties file with any of these settings; it loses against all other sources."),
          Setting.choice(
              "harbinger.log.level",
              "info",
              "How much Harbinger says about itself on stderr.",
              "off",
              "warn",
              "info",
              "debug"),
          Setting.choice(
              "harbinger.gateway.profile",
              "nginx",
              "The gateway in front of the application; it gives the time limits and statuses. Not set:"
                  + " recognised by its headers, nginx until then.",
              GATEWAYS.toArray(new String[0])),
          Setting.duration(
              "harbinger.gateway.deadline",
              "",
              1,
              DAY,
              "How long the gateway waits for an answer, where it differs from the profile."),
          Setting.duration(
              "harbinger.watch.interval",
              "100ms",
              10,
              10_000,
              "How often requests in flight are looked at while one is old; up to 2.5 times less often while none is and the gateway is patient."),
          Setting.decimal(
              "harbinger.watch.risk",
              "0.3",
              0.05,
              0.95,
              "Fraction of the deadline after which a running request is warned about."),
          Setting.whole(
              "harbinger.watch.examples",
              "10",
              0,
              10_000,
              "Healthy requests that are kept as examples, for each minute; they carry no cause."),
          Setting.flag(
              "harbinger.db.inspect",
              false,
              "Whether the database itself is asked, over one short-lived connection of our own,"
                  + " who blocks a statement that hangs."),
          Setting.duration(
              "harbinger.timeline.slow_call",
              "5ms",
              0,
              60_000,
              "From this duration on a JDBC call is described; shorter ones are only counted."),
          Setting.whole(
              "harbinger.timeline.max_routes",
              "200",
              1,
              10_000,
              "Routes that are told apart; the ones after that are counted together."),
          Setting.whole(
              "harbinger.timeline.max_statements",
              "2000",
              1,
              100_000,
              "SQL statements that are told apart; the ones after that are counted together."),
          Setting.flag(
              "harbinger.blackbox.enabled",
              true,
              "Whether the requests in flight are kept in a file that survives the process, and"
                  + " what earlier ones left is reported."),
          Setting.file(
              "harbinger.blackbox.dir",
              "The folder of that file; not set: /dev/shm/harbinger-{uid} where that is memory, else"
                  + " harbinger-{user} in java.io.tmpdir."),
          Setting.whole(
              "harbinger.blackbox.requests",
              "4096",
              64,
              16_384,
              "Requests in flight that have a place in it; each takes 512 bytes of the file."),
          Setting.whole(
              "harbinger.blackbox.files",
              "20",
              0,
              10_000,
              "Files of ended processes that are kept: reports, and what nobody has reported yet."),
          Setting.duration(
              "harbinger.blackbox.age", "168h", 60_000, 365 * DAY, "For how long they are kept."),
          LIBRARY_ENABLED,
          Setting.list(
              "harbinger.weave.exclude", "", "Prefixes of class names that are never woven."),
          Setting.duration(
              "harbinger.weave.idle",
              "30s",
              0,
              365 * DAY,
              "How long after the last woven class Byte Buddy is kept; later ones are woven about a"
                  + " second after they were loaded; 0: for ever."));

  private static final Map<String, Setting> BY_NAME = byName();

  private Settings() {}

  /** Ours first, then those of OpenTelemetry, in the order in which they are documented. */
  public static List<Setting> all() {
    return new ArrayList<>(BY_NAME.values());
  }

  /** Null for a name that nobody knows. */
  static Setting find(String name) {
    return isLibrary(name) ? LIBRARY_ENABLED : BY_NAME.get(name);
  }

  static boolean isLibrary(String name) {
    return name.startsWith(LIBRARY)
        && name.endsWith(ENABLED)
        && name.length() > LIBRARY.length() + ENABLED.length();
  }

  private static Map<String, Setting> byName() {
    Map<String, Setting> map = new LinkedHashMap<>();
    for (Setting setting : OURS) {
      map.put(setting.name, setting);
      if (setting.name.equals("harbinger.gateway.deadline")) {
        for (Setting field : GatewaySettings.all()) {
          map.put(field.name, field);
        }
      }
    }
    for (Setting setting : OtelSettings.all()) {
      map.put(setting.name, setting);
    }
    return Collections.unmodifiableMap(map);
  }
}
