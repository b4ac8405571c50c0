package io.harbinger.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One setting for each field of a gateway's profile, under the field's own name: {@code first_byte}
 * of the profile is {@code harbinger.gateway.first_byte}.
 */
final class GatewaySettings {
  private static final String PREFIX = "harbinger.gateway.";
  private static final long DAY = 86_400_000;

  private GatewaySettings() {}

  static List<Setting> all() {
    List<Setting> all = new ArrayList<>();
    all.add(limit("connect", "How long the gateway tries to connect"));
    all.add(limit("first_byte", "How long it waits for the response to begin"));
    all.add(limit("between_bytes", "How long a pause within the response it bears"));
    all.add(limit("total", "How long it waits for the whole response"));
    all.add(
        Setting.choice(
            PREFIX + "keep_alive",
            "",
            "Whether it uses a connection for several requests, where it differs from the profile.",
            "true",
            "false"));
    all.add(limit("upstream_idle", "How long it keeps an idle connection"));
    all.add(
        Setting.whole(
            PREFIX + "request_header",
            "",
            0,
            1 << 30,
            "Bytes of request header it lets pass; 0: any number; not set: the profile's."));
    all.add(
        Setting.whole(
            PREFIX + "response_header",
            "",
            0,
            1 << 30,
            "Bytes of response header it takes; 0: any number; not set: the profile's."));
    all.add(
        Setting.choice(
            PREFIX + "retries",
            "",
            "What it sends again to another server: what found no connection, idempotent requests"
                + " too, or all.",
            "none",
            "connect",
            "idempotent",
            "all"));
    all.addAll(
        Arrays.asList(
            status("timeout", "the answer does not come in time"),
            status("connect_timeout", "a connection does not come about in time"),
            status("refused", "the connection is refused"),
            status("closed", "the connection ends before the response's header is complete"),
            status("refused_response", "the response's header is too large or makes no sense"),
            status("truncated", "the response ends before its end"),
            status("client_left", "it went first; this one is only logged")));
    return all;
  }

  /** What was written, by the field's name, durations in milliseconds. */
  static Map<String, String> read(Reading reading) {
    Map<String, String> written = new LinkedHashMap<>();
    for (Setting setting : all()) {
      String value = reading.text(setting.name);
      if (!value.isEmpty()) {
        written.put(setting.name.substring(PREFIX.length()), value);
      }
    }
    return Collections.unmodifiableMap(written);
  }

  private static Setting limit(String field, String sentence) {
    return Setting.duration(
        PREFIX + field, "", 0, DAY, sentence + "; 0: for ever; not set: the profile's.");
  }

  private static Setting status(String failure, String sentence) {
    return Setting.whole(
        PREFIX + "status." + failure,
        "",
        0,
        999,
        "What the visitor gets when " + sentence + "; 0: nothing; not set: the profile's.");
  }
}
