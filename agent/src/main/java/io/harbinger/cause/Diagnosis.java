package io.harbinger.cause;

import io.harbinger.bridge.Kind;
import io.harbinger.signal.Stall;
import io.harbinger.timeline.Ledger;
import io.harbinger.timeline.SegmentView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Asks every cause and ranks what they found.
 *
 * <pre>
 *   next = among the findings within 0.08 of the largest share:
 *          the lowest level, then the surer, then the larger share, then the order of {@link Causes}
 *   first of all, what the code threw by itself, if that is what the visitor got
 *   root = the first; unknown, if none explains 30 % and more than that is not explained
 * </pre>
 *
 * <p>It has no opinion on whether anything is wrong with the request: ask only about requests at
 * risk, given up, or failed.
 */
public final class Diagnosis {
  private static final double MARGIN = 0.08;
  private static final double LEAST = 0.1;
  private static final double ROOT = 0.3;

  public static Verdict of(Evidence evidence) {
    List<Finding> found = new ArrayList<>();
    for (Cause cause : Causes.ALL) {
      Finding finding = cause.look(evidence);
      if (finding != null && finding.share >= LEAST) {
        found.add(finding);
      }
    }
    List<Finding> ranked = ranked(found);
    if (Failed.of(evidence).byItself()) {
      // where the time of an answer went does not explain what it says; a stable sort
      ranked.sort(Comparator.comparing(finding -> !finding.cause.equals(CodeException.VALUE)));
    }
    Finding unknown = Unknown.of(evidence);
    boolean poor =
        ranked.isEmpty()
            || (ranked.get(0).share < ROOT && unknown.share > ranked.get(0).share)
            || (Unknown.cutOff(evidence) && ranked.get(0).level > 1);
    Finding root = poor ? unknown : ranked.remove(0);
    return new Verdict(root, ranked, Symptoms.of(evidence), ledger(evidence));
  }

  private static List<Finding> ranked(List<Finding> found) {
    List<Finding> left = new ArrayList<>(found);
    List<Finding> ranked = new ArrayList<>();
    while (!left.isEmpty()) {
      double top = 0;
      for (Finding finding : left) {
        top = Math.max(top, finding.share);
      }
      Finding best = null;
      for (Finding finding : left) {
        if (finding.share >= top - MARGIN && (best == null || beats(finding, best))) {
          best = finding;
        }
      }
      ranked.add(best);
      left.remove(best);
    }
    return ranked;
  }

  private static boolean beats(Finding one, Finding other) {
    if (one.level != other.level) {
      return one.level < other.level;
    }
    if (one.confidence != other.confidence) {
      return one.confidence.compareTo(other.confidence) < 0;
    }
    return one.share > other.share;
  }

  /** With own code as the watcher saw it. */
  public static Map<Kind, Long> ledger(Evidence evidence) {
    List<Ledger.Interval> stalls = new ArrayList<>();
    for (Stall stall : evidence.stalls) {
      Kind kind = Doing.of(stall.reason).kind;
      stalls.add(new Ledger.Interval(kind, stall.startNanos, stall.endNanos));
    }
    List<SegmentView> seen = new ArrayList<>();
    for (Slice slice : evidence.blame().slices) {
      if (slice.sample != null && slice.doing.kind != Kind.OTHER) {
        seen.add(
            new SegmentView(
                slice.doing.kind, "", slice.from, slice.to, false, 0, 0, 0, null, null));
      }
    }
    return Ledger.of(evidence.request, stalls, seen);
  }

  private Diagnosis() {}
}
