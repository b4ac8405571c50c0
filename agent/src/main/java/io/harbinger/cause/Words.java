package io.harbinger.cause;

import io.harbinger.gateway.Deadline;
import io.harbinger.gateway.GatewayView;
import io.harbinger.timeline.Baseline;
import java.util.Locale;

/** Numbers and names as a person reads them in a sentence. */
public final class Words {
  static String time(long nanos) {
    long millis = Math.round(Math.max(0, nanos) / 1e6);
    if (millis < 1) {
      return "under 1 ms";
    }
    if (millis < 1000) {
      return millis + " ms";
    }
    if (millis < 100_000) {
      return tenths((millis + 50) / 100) + " s";
    }
    return millis / 1000 + " s";
  }

  public static String seconds(double seconds) {
    return tenths(Math.round(10 * Math.max(0, seconds))) + " s";
  }

  static String limit(long millis) {
    return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
  }

  static String percent(double share) {
    return Math.round(share * 100) + " %";
  }

  static String count(long number) {
    String digits = Long.toString(number);
    StringBuilder grouped = new StringBuilder(digits);
    for (int at = digits.length() - 3; at > (number < 0 ? 1 : 0); at -= 3) {
      grouped.insert(at, ',');
    }
    return grouped.toString();
  }

  // not by a formatter, which takes as long as the rest of a diagnosis
  private static String tenths(long number) {
    return number / 10 + "." + number % 10;
  }

  static String rate(double perSecond) {
    return String.format(Locale.ROOT, perSecond < 10 ? "%.1f" : "%.0f", perSecond) + " per second";
  }

  static String ofMax(int active, int max) {
    return active < 0 ? "" : max < 0 ? active + " in use" : active + " of " + max + " in use";
  }

  /** {@code it usually takes 3 ms (1,204 calls)}; of few calls nothing is usual. */
  static String usually(Baseline usual) {
    if (usual.count == 0 || usual.medianNanos < 0) {
      return "it has not completed before";
    }
    String median = time(usual.medianNanos);
    if (usual.count == 1) {
      return "the one call before took " + median;
    }
    String calls = count(usual.count) + " calls";
    return usual.count < Usual.ENOUGH
        ? "it took " + median + " in the middle of " + calls
        : "it usually takes " + median + " (" + calls + ")";
  }

  /** {@code the 3 s that nginx waits}. */
  static String deadline(GatewayView gateway) {
    return gateway.deadline.limitMillis == 0
        ? "the gateway's limit"
        : "the "
            + limit(gateway.deadline.limitMillis)
            + " that "
            + gateway.profile
            + " waits"
            + taught(gateway.deadline);
  }

  private static String taught(Deadline deadline) {
    return deadline.observations == 0
        ? ""
        : " (learned from " + count(deadline.observations) + " hang-ups)";
  }

  static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "…";
  }

  private Words() {}
}
