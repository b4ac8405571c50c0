package io.harbinger.export;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Takes the values of secret-looking parameters out of a query string.
 *
 * <pre>
 *   page=2&amp;access_token=abc&amp;X-Amz-Signature=d   ->   page=2&amp;access_token=REDACTED&amp;X-Amz-Signature=REDACTED
 * </pre>
 *
 * <p>Judges names only; a secret in the path or under an innocent name is not seen.
 */
final class QueryScrubber {
  private static final Pattern SECRET =
      Pattern.compile(
          "token|passw|passwd|pwd|secret|credential|signature|session|auth|jwt|otp|api[-_]?key"
              + "|access[-_]?key|private|^key$|[-_]key$|^sig$|^sid$|^pin$|^pass$|^code$|^state$"
              + "|[-_]code$|jsessionid|^x-amz-|^x-goog-");

  private QueryScrubber() {}

  static String scrub(String query) {
    StringBuilder out = new StringBuilder(query.length());
    int start = 0;
    while (start <= query.length()) {
      int end = endOfPair(query, start);
      int equals = query.indexOf('=', start);
      if (equals >= 0 && equals < end && secret(query.substring(start, equals))) {
        out.append(query, start, equals).append("=REDACTED");
      } else {
        out.append(query, start, end);
      }
      if (end < query.length()) {
        out.append(query.charAt(end));
      }
      start = end + 1;
    }
    return out.toString();
  }

  private static int endOfPair(String query, int start) {
    int end = start;
    while (end < query.length() && query.charAt(end) != '&' && query.charAt(end) != ';') {
      end++;
    }
    return end;
  }

  private static boolean secret(String name) {
    return SECRET.matcher(decoded(name).toLowerCase(Locale.ROOT)).find();
  }

  private static String decoded(String name) {
    try {
      return name.indexOf('%') < 0 ? name : java.net.URLDecoder.decode(name, "UTF-8");
    } catch (java.io.UnsupportedEncodingException | IllegalArgumentException undecodable) {
      return name;
    }
  }
}
