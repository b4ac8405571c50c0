package io.harbinger.bridge;

import java.util.Locale;

/** Who asked first, by what the proxies have noted on the way. */
final class Client {
  private Client() {}

  static String address(String forwardedFor, String forwarded, String peer) {
    String client = forwardedFor;
    if (client == null && forwarded != null) {
      int at = forwarded.toLowerCase(Locale.ROOT).indexOf("for=");
      client = at < 0 ? null : forwarded.substring(at + 4).split("[;,]", 2)[0].replace("\"", "");
    }
    return client == null ? peer : client.split(",", 2)[0].trim();
  }
}
