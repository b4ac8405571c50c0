package io.harbinger.gateway;

/**
 * What became of a request at the gateway, from its deadline, its age and its connection.
 *
 * <pre>
 *   hung up at age a, stood still for s before it was seen:
 *     a + s ≥ 0.8 · deadline           gave_up     (status of the profile's timeout)
 *     else                             client_left
 *   never seen to hang up:
 *     a look after the deadline saw the connection whole   answered
 *     ended later than the deadline, nobody looked          gave_up
 *     else                                                  answered
 * </pre>
 *
 * <p>s is the time the whole JVM stood still just before the request was seen: it may have waited
 * unread in the socket all that time.
 */
public final class Judgement {
  private static final double NEAR = 0.8;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final Profile profile;

  public Judgement(Profile profile) {
    this.profile = profile;
  }

  /**
   * @param ageNanos age at the request's end, or now
   * @param stillNanos time the JVM stood still just before the request was seen
   * @param seenWholeNanos age at which a look last saw the connection whole, or -1
   * @param ended the request is over
   */
  public GatewayView of(
      Deadline deadline,
      long startNanos,
      long ageNanos,
      long stillNanos,
      HangUp hangUp,
      long seenWholeNanos,
      boolean ended) {
    long limit = deadline.ageNanos();
    if (hangUp != null) {
      long age = hangUp.seenNanos - startNanos;
      boolean gaveUp = limit != Long.MAX_VALUE && age + stillNanos >= NEAR * limit;
      return view(deadline, gaveUp ? Outcome.GAVE_UP : Outcome.CLIENT_LEFT, hangUp, age);
    }
    boolean late = ended && limit != Long.MAX_VALUE && ageNanos >= limit;
    boolean stayed = seenWholeNanos >= limit;
    return view(deadline, late && !stayed ? Outcome.GAVE_UP : Outcome.ANSWERED, null, -1);
  }

  private GatewayView view(Deadline deadline, Outcome outcome, HangUp hangUp, long ageNanos) {
    int status =
        outcome == Outcome.GAVE_UP
            ? profile.statusTimeout
            : outcome == Outcome.CLIENT_LEFT ? profile.statusClientLeft : 0;
    long millis = ageNanos < 0 ? -1 : ageNanos / NANOS_PER_MILLI;
    return new GatewayView(profile.name, deadline, outcome, status, hangUp, millis);
  }
}
