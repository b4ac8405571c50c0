package com.example.laboratory;

import java.util.List;
import java.util.Locale;

/** One failed request as a person wants to read it. */
final class Story {

  private static final String INDENT = "      ";

  static String tell(Outcome outcome) {
    StringBuilder story = new StringBuilder();
    GatewayLine line = outcome.line();
    add(
        story,
        "visitor",
        String.format(
            Locale.ROOT,
            "%s → %d after %.2f s",
            line.request().replace(" HTTP/1.1", ""),
            line.status(),
            line.seconds()));
    add(story, "read", read(outcome));
    Account account = outcome.account();
    if (account == null || account.cause() == null) {
      add(story, "cause", account == null ? "none: there is no trace" : "none, " + kept(account));
      return story.toString();
    }
    add(story, "cause", cause(account));
    add(story, "rather than", join(account.list("harbinger.causes")));
    add(story, "symptoms", join(account.list("harbinger.symptoms")));
    for (Object evidence : account.list("harbinger.evidence")) {
      add(story, "evidence", evidence);
    }
    add(story, "culprit", account.get("harbinger.culprit"));
    add(story, "remedy", account.get("harbinger.remedy"));
    add(story, "gateway", gateway(account));
    add(story, "warning", warning(outcome));
    return story.toString();
  }

  private static String read(Outcome outcome) {
    return outcome.readAt() == null
        ? "never, by no worker thread"
        : String.format(
            Locale.ROOT,
            "by a worker thread %.2f s after it came",
            (outcome.readAt() - outcome.line().cameAt()) / 1e3);
  }

  private static String kept(Account account) {
    return "its trace was kept as "
        + account.text("harbinger.kept")
        + ", outcome "
        + account.text("harbinger.gateway.outcome")
        + (account.get("harbinger.gateway.hangup_ms") == null
            ? ""
            : ", hung up after " + account.get("harbinger.gateway.hangup_ms") + " ms")
        + (account.ended() ? "" : ", it has not ended");
  }

  private static String cause(Account account) {
    Object share = account.get("harbinger.cause.share");
    Object detail = account.get("harbinger.cause.detail");
    return account.cause()
        + ", "
        + account.get("harbinger.cause.confidence")
        + (share instanceof Double value
            ? String.format(Locale.ROOT, ", %.0f %% of the time", 100 * value)
            : "")
        + (detail == null ? "" : ", " + detail);
  }

  private static String warning(Outcome outcome) {
    Long lead = outcome.lead();
    return lead == null
        ? "none while it ran"
        : String.format(
            Locale.ROOT,
            "arrived %.2f s %s the gateway's answer (%d ms on its way)",
            Math.abs(lead) / 1e3,
            lead < 0 ? "after" : "before",
            outcome.account().warningTravelled());
  }

  private static String gateway(Account account) {
    Object outcome = account.get("harbinger.gateway.outcome");
    Object status = account.get("harbinger.gateway.status");
    Object hangUp = account.get("harbinger.gateway.hangup_ms");
    return outcome == null
        ? null
        : outcome
            + (status == null ? "" : ", the visitor got " + status)
            + (hangUp == null ? "" : ", hung up after " + hangUp + " ms");
  }

  private static String join(List<?> list) {
    return list.isEmpty() ? null : String.join(", ", list.stream().map(Object::toString).toList());
  }

  private static void add(StringBuilder story, String name, Object value) {
    if (value != null) {
      story.append(INDENT).append(String.format("%-12s", name)).append(value).append('\n');
    }
  }

  private Story() {}
}
