package io.harbinger.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The gateways that are known by name, one properties file each beside this class. */
public final class Profiles {
  /** In the order of the documentation. */
  public static final List<String> NAMES =
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

  private Profiles() {}

  /** Never fails for one of {@link #NAMES}; null for any other name. */
  public static Profile named(String name) {
    return named(name, Collections.<String, String>emptyMap());
  }

  /**
   * @param written fields that hold whatever the file says, by the file's own names
   */
  public static Profile named(String name, Map<String, String> written) {
    if (!NAMES.contains(name)) {
      return null;
    }
    Properties fields = new Properties();
    try (InputStream in = Profiles.class.getResourceAsStream(name + ".properties")) {
      fields.load(in);
    } catch (IOException unreadable) {
      throw new IllegalStateException("profile " + name + ": " + unreadable, unreadable);
    }
    fields.putAll(written);
    return new Profile(name, fields);
  }
}
