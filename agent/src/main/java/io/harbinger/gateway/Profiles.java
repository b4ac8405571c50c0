package io.harbinger.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Properties;

/** The gateways that are known by name, one properties file each beside this class. */
public final class Profiles {
  /** In the order of the documentation. */
  public static final List<String> NAMES =
      Collections.unmodifiableList(
          Arrays.asList(
              "nginx",
              "ingress-nginx",
              "haproxy",
              "envoy",
              "alb",
              "cloudflare",
              "gcp",
              "heroku",
              "azure",
              "traefik",
              "httpd"));

  private Profiles() {}

  /** Never fails for one of {@link #NAMES}; null for any other name. */
  public static Profile named(String name) {
    if (!NAMES.contains(name)) {
      return null;
    }
    Properties file = new Properties();
    try (InputStream in = Profiles.class.getResourceAsStream(name + ".properties")) {
      file.load(in);
    } catch (IOException unreadable) {
      throw new IllegalStateException("profile " + name + ": " + unreadable, unreadable);
    }
    return new Profile(
        name,
        number(file, "connect_ms"),
        number(file, "first_byte_ms"),
        number(file, "between_bytes_ms"),
        number(file, "total_ms"),
        number(file, "upstream_idle_ms"),
        (int) number(file, "response_header_bytes"),
        (int) number(file, "status.timeout"),
        (int) number(file, "status.refused"),
        (int) number(file, "status.closed"),
        (int) number(file, "status.client_left"));
  }

  private static long number(Properties file, String key) {
    return Long.parseLong(file.getProperty(key, "0").trim());
  }
}
