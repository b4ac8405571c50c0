package io.harbinger.blackbox;

import io.harbinger.gateway.Deadline;
import io.harbinger.gateway.GatewayView;
import io.harbinger.gateway.Outcome;
import io.harbinger.gateway.Profile;

/**
 * The gateway as the process knew it last: told once a second, because it may be recognised late.
 */
final class GatewayFacts {
  private static final long SLACK = 200_000_000L;

  private final String profile;
  private final Deadline deadline;

  // what the visitor gets
  private final int gaveUp;
  private final int died;
  private final int diedWithin;
  private final int left;

  GatewayFacts(Lines lines) {
    profile = lines.text("profile");
    gaveUp = (int) Math.max(0, lines.whole("status_timeout"));
    died = (int) Math.max(0, lines.whole("status_closed"));
    diedWithin = (int) Math.max(0, lines.whole("status_truncated"));
    left = (int) Math.max(0, lines.whole("status_left"));
    Deadline.Source source = Deadline.Source.PROFILE;
    for (Deadline.Source known : Deadline.Source.values()) {
      source = known.label.equals(lines.text("deadline_source")) ? known : source;
    }
    deadline = new Deadline(Math.max(0, lines.whole("deadline_ms")), source, 0);
  }

  static void add(Lines lines, Profile profile, Deadline usual) {
    lines
        .put("profile", profile.name)
        .put("deadline_ms", usual.limitMillis)
        .put("deadline_source", usual.source.label)
        .put("status_timeout", profile.status(Outcome.GAVE_UP, false))
        .put("status_closed", profile.status(Outcome.PROCESS_DIED, false))
        .put("status_truncated", profile.status(Outcome.PROCESS_DIED, true))
        .put("status_left", profile.status(Outcome.CLIENT_LEFT, false));
  }

  /** Its gateway was seen to give it up, or had no reason to wait until then. */
  boolean gaveUp(CutRequest request, long endEpochNanos) {
    long limit = deadline.limitMillis * 1_000_000L;
    boolean late = limit > 0 && endEpochNanos - request.startEpochNanos >= limit + SLACK;
    return request.gaveUp || (late && !request.answering && !request.left && !request.cut);
  }

  GatewayView view(CutRequest request, long endEpochNanos) {
    return view(request, endEpochNanos, endEpochNanos, endEpochNanos);
  }

  /**
   * The status is 0 where nobody knows whether the connection or the gateway's patience ended
   * first.
   *
   * @param goneEpochNanos when its connection ended, at the earliest: that takes a while after the
   *     last sign of life
   * @param latestEpochNanos … at the latest
   */
  GatewayView view(
      CutRequest request, long endEpochNanos, long goneEpochNanos, long latestEpochNanos) {
    if (request.cut && !request.gaveUp) {
      int within = request.answering ? diedWithin : died;
      return new GatewayView(profile, deadline, Outcome.RESET, within, null, -1);
    }
    long age = goneEpochNanos - request.startEpochNanos;
    boolean meanwhile = goneEpochNanos > endEpochNanos && age >= deadline.ageNanos();
    boolean late = gaveUp(request, endEpochNanos) || (meanwhile && !request.answering);
    if (request.left && !late) {
      return new GatewayView(profile, deadline, Outcome.CLIENT_LEFT, left, null, -1);
    }
    Outcome outcome = late ? Outcome.GAVE_UP : Outcome.PROCESS_DIED;
    int status = late ? gaveUp : request.answering ? diedWithin : died;
    boolean patient = latestEpochNanos - request.startEpochNanos < deadline.ageNanos();
    status = late || patient || request.answering || died == gaveUp ? status : 0;
    return new GatewayView(profile, deadline, outcome, status, null, -1);
  }

  @Override
  public String toString() {
    return profile;
  }
}
