package io.harbinger.cause;

import io.harbinger.timeline.Baseline;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A request computes without end: an endless loop, a regular expression that backtracks.
 *
 * <pre>
 *   share   = (own computing + waits whose holders compute) / elapsed
 *   looping = its processor time > 5 × the usual time of its route, or > 500 ms where nothing is
 *             known of the route; or a holder that has computed for long
 * </pre>
 */
final class CpuLoop implements Cause {
  @Override
  public String value() {
    return "code.cpu_loop";
  }

  @Override
  public int level() {
    return 5;
  }

  @Override
  public Finding look(Evidence evidence) {
    Blame blame = evidence.blame();
    Portion most = blame.most(Doing.CPU);
    if (most == null || !looping(evidence)) {
      return null;
    }
    Charge charge = new Charge(this, evidence).byShare(blame.share(Doing.CPU));
    Baseline route = evidence.baselines.ofRoute(evidence.request.http.name());
    if (ran(evidence) > 0) {
      charge.because(
          "Its thread used "
              + Words.time(ran(evidence))
              + " of processor time in the "
              + Words.time(blame.elapsed)
              + " of the request"
              + (route != null && route.count > 0 ? "; " + Words.usually(route) : "")
              + ".");
    }
    return charge
        .tells(most)
        .detail(most.detail)
        .remedy(
            "Look at "
                + (most.detail == null ? "the stack in the snapshot" : most.detail)
                + ": bound the loop or the input, replace the backtracking pattern (possessive"
                + " quantifiers, a length limit), give the work a deadline that it checks.");
  }

  static boolean looping(Evidence evidence) {
    for (Portion portion : evidence.blame().portions) {
      boolean holders = portion.viaPool + portion.viaWorkers > 0;
      if (portion.doing == Doing.CPU && holders && !evidence.blame().strain.on()) {
        return true;
      }
    }
    Baseline route = evidence.baselines.ofRoute(evidence.request.http.name());
    boolean known = route != null && route.count >= 5 && route.medianNanos >= 0;
    long limit = TimeUnit.MILLISECONDS.toNanos(known ? 200 : 500);
    return ran(evidence) > (known ? Math.max(limit, 5 * route.medianNanos) : limit);
  }

  private static long ran(Evidence evidence) {
    long ran = 0;
    Set<Sample> counted = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Slice slice : evidence.blame().slices) {
      if (slice.doing == Doing.CPU && slice.sample != null) {
        boolean known = slice.sample.cpuNanos >= 0;
        boolean first = counted.add(slice.sample);
        ran += !known ? slice.nanos() : first ? slice.sample.cpuNanos : 0;
      }
    }
    return ran;
  }
}
