package io.harbinger.watch;

import io.harbinger.bridge.Kind;
import io.harbinger.cause.Finding;
import io.harbinger.cause.Sample;
import io.harbinger.cause.Verdict;
import io.harbinger.gateway.GatewayView;
import io.harbinger.log.Log;
import io.harbinger.timeline.LaneView;
import io.harbinger.timeline.RequestView;
import io.harbinger.timeline.SegmentView;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * One diagnosis for those that hang alike, in a second that has too many for one each.
 *
 * <pre>
 *   alike = the same page, gateway's deadline and outcome, answer,
 *           ≥ 90 % of the time, without a failure, on one thread, in the same thing: a segment of the
 *           same kind and detail, or own code with the same stack and lock at the last look,
 *           ages within 10 %
 *   each of the first {@link #EACH} in a second is looked into for itself,
 *   of the first {@link #EACH_OF_A_CROWD} in the seconds after one that had more
 * </pre>
 *
 * <p>Who shares a verdict has its time booked as the other, the difference on the thing, and says
 * so. The watcher's thread alone uses it.
 */
final class Alike {
  static final int EACH = 100;
  static final int EACH_OF_A_CROWD = 20;
  private static final long SECOND = 1_000_000_000L;

  /** A second that comes so late is of another crowd. */
  private static final long CROWD = 3 * SECOND;

  private static final double SAME = 0.9;
  private static final String SAID =
      "Found by looking into a request that hung alike: there were too many for a look at each.";

  private final Map<String, Known> known = new HashMap<>();
  private long secondNanos;
  private int looked;

  /** How many are looked into for themselves in this second. */
  private int each = EACH;

  private final LongAdder thinned;
  private final Log log;

  /**
   * @param thinned counts diagnoses that were taken from another request
   */
  Alike(LongAdder thinned, Log log) {
    this.thinned = thinned;
    this.log = log;
  }

  /**
   * @param ledgerNanos what the ledger has to add up to
   * @return null: it must be looked into
   */
  Verdict of(String manner, long elapsedNanos, long ledgerNanos, long now) {
    if (now - secondNanos >= SECOND) {
      boolean crowd = now - secondNanos < CROWD && looked >= each;
      each = crowd ? EACH_OF_A_CROWD : EACH;
      secondNanos = now;
      looked = 0;
      known.clear();
    }
    Known one = looked < each || manner == null ? null : known.get(manner);
    boolean asOld =
        one != null && near(one.elapsedNanos, elapsedNanos) && near(one.ledgerNanos, ledgerNanos);
    if (!asOld) {
      looked++;
      return null;
    }
    thinned.increment();
    log.warn(
        "watch.alike",
        "more than "
            + each
            + " requests need a diagnosis in one second: those that hang alike share one");
    return one.shared(ledgerNanos);
  }

  private static boolean near(long one, long other) {
    return Math.abs(one - other) <= (1 - SAME) * other;
  }

  void found(String manner, long elapsedNanos, Verdict verdict) {
    if (manner != null) {
      known.put(manner, new Known(elapsedNanos, verdict));
    }
  }

  /** How it hangs, or null: like no other. */
  static String manner(RequestView request, Watched watched, GatewayView gateway, boolean locked) {
    if (locked || request.failure != null || request.lanes.size() != 1) {
      return null;
    }
    String thing = thing(request, request.lanes.get(0), watched);
    return thing == null
        ? null
        : request.http.name()
            + '\n'
            + gateway.outcome
            + gateway.status
            + '\n'
            + gateway.deadline.limitMillis
            + gateway.deadline.source
            + '\n'
            + request.http.status
            + request.http.answer.broken
            + '\n'
            + thing;
  }

  private static String thing(RequestView request, LaneView own, Watched watched) {
    long elapsed = request.elapsedNanos();
    long told = 0;
    for (SegmentView segment : own.segments) {
      long nanos = segment.nanos(request.endNanos);
      if (nanos >= SAME * elapsed) {
        return segment.kind + segment.detail;
      }
      told += segment.depth == 0 ? nanos : 0;
    }
    for (long folded : own.foldedNanos.values()) {
      told += folded;
    }
    Sample last = watched == null ? null : watched.last();
    boolean ownCode = told <= (1 - SAME) * elapsed && last != null;
    return ownCode ? last.state + "\n" + last.lock + last.lockOwnerId + "\n" + last.stack : null;
  }

  private static final class Known {
    final long elapsedNanos;
    final Verdict verdict;

    /** Its sum. */
    final long ledgerNanos;

    Known(long elapsedNanos, Verdict verdict) {
      this.elapsedNanos = elapsedNanos;
      this.verdict = verdict;
      long sum = 0;
      for (long nanos : verdict.ledger.values()) {
        sum += nanos;
      }
      ledgerNanos = sum;
    }

    Verdict shared(long ledgerNanos) {
      return new Verdict(
          told(verdict.root), verdict.runnersUp, verdict.symptoms, ledger(ledgerNanos));
    }

    private static Finding told(Finding root) {
      List<String> evidence = new ArrayList<>(root.evidence);
      evidence.add(SAID);
      return root.with(evidence);
    }

    private Map<Kind, Long> ledger(long nanos) {
      Map<Kind, Long> ledger = new EnumMap<>(Kind.class);
      ledger.putAll(verdict.ledger);
      Kind largest = Kind.OTHER;
      for (Map.Entry<Kind, Long> one : verdict.ledger.entrySet()) {
        largest = one.getValue() > ledger.getOrDefault(largest, 0L) ? one.getKey() : largest;
      }
      ledger.merge(largest, nanos - ledgerNanos, Long::sum);
      return ledger;
    }
  }
}
