package io.harbinger.gateway;

/**
 * What became of a request at the gateway, from its deadline, its age and its connection.
 *
 * <pre>
 *   hung up at age a, waited for f in front of this process, or stood still for s before it was seen:
 *     the response had begun before, at b + f + s < 0.8 · limit
 *                                                           client_left, unless the whole is limited
 *     a + f ≥ 0.8 · limit, or a + f + s ≥ 0.95 · limit      gave_up
 *     else                                                  client_left
 *   the header is above its limit, and it hung up at once   refused_response
 *   the body is shorter than promised, or we closed first   reset
 *   never seen to hang up:
 *     a look after the deadline saw the connection whole,
 *     be it after the request's end                         answered
 *     its connection serves others, too                     answered
 *     ended later than the deadline, nobody looked          gave_up
 *     else                                                  answered
 * </pre>
 *
 * <p>f is what a header tells. Where none does, s is the time the whole JVM stood still just before
 * the request was seen: it may have waited unread in the socket all that time, and no gateway gives
 * up before its time. A peer that closes only its own side has sent its FIN with the request, so it
 * looks like a client that left at once: no failure. The status is the one of the strictest gateway
 * for being late, of the nearest for all else.
 */
public final class Judgement {
  /** From this share of the deadline on a hang-up is the gateway's. */
  public static final double NEAR = 0.8;

  /** … and where a part of its age is only possible. */
  public static final double WHOLE = 0.95;

  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final Deadlines deadlines;

  public Judgement(Deadlines deadlines) {
    this.deadlines = deadlines;
  }

  /**
   * @param ageNanos age at the request's end, or now
   * @param stillNanos time the JVM stood still just before the request was seen; 0 where a header
   *     tells how long it waited in front
   * @param seenWholeNanos age at which a look last saw the connection whole, or -1
   * @param begunNanos age at which the response was seen to have begun; below 0: it was not
   * @param shared the connection carries other requests at the same time
   * @param ended the request is over
   */
  public GatewayView of(
      Deadline deadline,
      long startNanos,
      long ageNanos,
      long stillNanos,
      HangUp hangUp,
      long seenWholeNanos,
      long begunNanos,
      boolean shared,
      boolean ended) {
    long limit = deadline.ageNanos();
    boolean limited = limit != Long.MAX_VALUE;
    long front = deadline.queueMillis * NANOS_PER_MILLI;
    boolean begun =
        begunNanos >= 0
            && (!limited || begunNanos + front + stillNanos < NEAR * limit)
            && (hangUp == null || startNanos + begunNanos - hangUp.seenNanos < 0);
    if (hangUp != null) {
      long age = hangUp.seenNanos - startNanos;
      boolean content = begun && !deadlines.limitsTheWhole();
      long known = age + front;
      double whole = (double) NANOS_PER_MILLI * deadline.limitMillis;
      boolean late = known >= NEAR * whole || known + stillNanos >= WHOLE * whole;
      boolean gaveUp = limited && !content && late;
      Outcome outcome = gaveUp ? Outcome.GAVE_UP : Outcome.CLIENT_LEFT;
      return view(deadline, outcome, begun, hangUp, age);
    }
    boolean over = ended && limited && ageNanos >= limit && !shared;
    boolean stayed = seenWholeNanos >= limit;
    Outcome outcome = over && !stayed ? Outcome.GAVE_UP : Outcome.ANSWERED;
    return view(deadline, outcome, begun, null, -1);
  }

  /** The answer went out in time, but not whole. */
  public GatewayView cutShort(Deadline deadline) {
    return closedByUs(deadline, true);
  }

  /**
   * This process closed the connection before the answer was out.
   *
   * @param begun some of it had gone out
   */
  public GatewayView closedByUs(Deadline deadline, boolean begun) {
    return view(deadline, Outcome.RESET, begun, null, -1);
  }

  /**
   * The gateway did not take the answer's header.
   *
   * @param hangUp how it ended the connection; null where we ended it ourselves
   */
  public GatewayView refused(Deadline deadline, HangUp hangUp, long startNanos) {
    Profile nearest = deadlines.chain().nearest;
    long age = hangUp == null ? -1 : (hangUp.seenNanos - startNanos) / NANOS_PER_MILLI;
    return new GatewayView(
        nearest.name,
        deadline,
        Outcome.REFUSED_RESPONSE,
        nearest.status(Outcome.REFUSED_RESPONSE, true),
        hangUp,
        age,
        nearest.responseHeaderBytes);
  }

  private GatewayView view(
      Deadline deadline, Outcome outcome, boolean begun, HangUp hangUp, long ageNanos) {
    Chain chain = deadlines.chain();
    boolean late = outcome == Outcome.GAVE_UP || outcome == Outcome.ANSWERED;
    String profile = (late ? chain.strictest : chain.nearest).name;
    long millis = ageNanos < 0 ? -1 : ageNanos / NANOS_PER_MILLI;
    return new GatewayView(
        profile, deadline, outcome, chain.status(outcome, begun), hangUp, millis);
  }
}
