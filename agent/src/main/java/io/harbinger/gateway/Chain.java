package io.harbinger.gateway;

import java.util.Arrays;
import java.util.List;

/**
 * The gateways in front of this process, outermost first.
 *
 * <pre>
 *   visitor ─► cloudflare ─► alb ─► nginx ─► this process
 *                                   nearest: talks to us, answers when our connection breaks
 *   strictest: the one with the shortest limit on silence, answers when we are late
 * </pre>
 */
public final class Chain {
  public final Profile nearest;
  public final Profile strictest;

  Chain(List<Profile> outermostFirst) {
    nearest = outermostFirst.get(outermostFirst.size() - 1);
    Profile shortest = nearest;
    for (Profile profile : outermostFirst) {
      long limit = profile.deadlineMillis();
      if (limit > 0 && (shortest.deadlineMillis() == 0 || limit < shortest.deadlineMillis())) {
        shortest = profile;
      }
    }
    strictest = shortest;
  }

  static Chain of(Profile... outermostFirst) {
    return new Chain(Arrays.asList(outermostFirst));
  }

  /** What the visitor gets, see {@link Profile#status}. */
  public int status(Outcome outcome, boolean begun) {
    return (outcome == Outcome.GAVE_UP ? strictest : nearest).status(outcome, begun);
  }
}
