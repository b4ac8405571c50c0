package io.harbinger.cause;

import io.harbinger.bridge.Kind;
import io.harbinger.timeline.LaneView;
import io.harbinger.timeline.SegmentView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request's elapsed time by what is to blame for it, after redirection; adds up exactly.
 *
 * <pre>
 *   slices ── stalls, queries, calls, own code ─────────────► portions
 *         └── waits for a pool or a thread ──► votes of ────► portions
 *                                              the holders
 * </pre>
 *
 * <p>A wait for healthy holders in a queue that a stop left is booked on the stop ({@link
 * Aftermath}). Under strain, an operation that is not slow by itself is booked on the strain.
 */
final class Blame {
  final long elapsed;
  final Strain strain;
  final List<Slice> slices;

  /** Largest first. */
  final List<Portion> portions;

  private final Evidence evidence;
  private final Usual usual;
  private final Map<String, Portion> byKey = new LinkedHashMap<>();
  private final Map<String, Long> waited = new LinkedHashMap<>();
  private DatabaseHang hang;

  Blame(Evidence evidence) {
    this.evidence = evidence;
    elapsed = Math.max(1, evidence.request.elapsedNanos());
    strain = Strain.of(evidence);
    usual = new Usual(evidence, strain);
    slices = Slices.of(evidence);
    book(new Votes(evidence, usual));
    bookFolded();
    portions = new ArrayList<>(byKey.values());
    portions.removeIf(portion -> portion.nanos() <= 0);
    Collections.sort(portions, (a, b) -> Long.compare(b.nanos(), a.nanos()));
  }

  double share(Doing... doings) {
    return Math.min(1, nanos(doings) / (double) elapsed);
  }

  long nanos(Doing... doings) {
    long sum = 0;
    for (Portion portion : portions) {
      for (Doing doing : doings) {
        sum += portion.doing == doing ? portion.nanos() : 0;
      }
    }
    return sum;
  }

  double share(Portion portion) {
    return Math.min(1, portion.nanos() / (double) elapsed);
  }

  /** The largest portion of these, or null. */
  Portion most(Doing... doings) {
    for (Portion portion : portions) {
      for (Doing doing : doings) {
        if (portion.doing == doing) {
          return portion;
        }
      }
    }
    return null;
  }

  /** Why the statements that are most to blame do not come back. */
  DatabaseHang hang() {
    if (hang == null) {
      hang = DatabaseHang.of(evidence, most(Doing.DB));
    }
    return hang;
  }

  /** How long the request waited for that pool or executor itself. */
  long waitedFor(String resource) {
    return waited.getOrDefault(resource, 0L);
  }

  private void book(Votes votes) {
    Map<SegmentView, Long> nets = new IdentityHashMap<>();
    for (Slice slice : slices) {
      if (slice.segment == null) {
        Portion portion = portion(slice.doing, slice.detail);
        portion.direct += slice.nanos();
        portion.sample = slice.sample == null ? portion.sample : slice.sample;
      } else {
        nets.merge(slice.segment, slice.nanos(), Long::sum);
      }
    }
    List<SegmentView> seen = new ArrayList<>(nets.keySet());
    Collections.sort(seen, (a, b) -> Long.compare(a.startNanos, b.startNanos));
    for (SegmentView segment : seen) {
      Doing doing = Doing.of(segment.kind, segment.detail);
      if (doing == Doing.POOL || doing == Doing.WORKERS) {
        redirect(votes, segment, doing, nets.get(segment));
      } else {
        book(segment, doing, nets.get(segment));
      }
    }
  }

  private void book(SegmentView segment, Doing doing, long net) {
    boolean asked = doing == Doing.DB || doing == Doing.CALL || doing == Doing.DNS;
    boolean ordinary =
        asked
            && strain.on()
            && segment.failure == null
            && !usual.slow(segment.kind, segment.detail, net);
    Portion portion = ordinary ? portion(strain.doing(), null) : portion(doing, segment.detail);
    portion.direct += net;
    if (!ordinary && (portion.segment == null || length(segment) > length(portion.segment))) {
      portion.segment = segment;
    }
  }

  private void redirect(Votes votes, SegmentView segment, Doing doing, long net) {
    boolean pool = doing == Doing.POOL;
    waited.merge(segment.detail, net, Long::sum);
    long end = segment.startNanos + length(segment);
    List<Vote> cast =
        votes.of(
            pool ? Wait.What.POOL : Wait.What.WORKERS, segment.detail, segment.startNanos, end);
    if (cast.isEmpty()) {
      boolean front = segment.detail.equals(Evidence.IN_FRONT);
      boolean strained =
          strain.pressure != null && front && !AcceptStop.noDescriptor(evidence.host);
      Portion portion = strained ? portion(strain.pressure, null) : portion(doing, segment.detail);
      portion.direct += net;
    }
    Doing stop = cast.isEmpty() ? null : Aftermath.of(evidence, segment, net, pool);
    long left = net;
    for (int i = 0; i < cast.size(); i++) {
      Vote vote = cast.get(i);
      long part = i == cast.size() - 1 ? left : Math.min(left, (long) (net * vote.weight));
      left -= part;
      boolean healthy = vote.doing == Doing.POOL || vote.doing == Doing.WORKERS;
      boolean owed = healthy && stop != null;
      Portion portion = owed ? portion(stop, null) : portion(vote.doing, vote.detail);
      portion.aftermath |= owed;
      portion.heard(vote);
      if (pool) {
        portion.viaPool += part;
        portion.pool = segment.detail;
      } else {
        portion.viaWorkers += part;
        portion.workers = segment.detail;
      }
    }
  }

  /** Short operations have only a sum; it is taken out of the own code in which they happened. */
  private void bookFolded() {
    if (evidence.request.lanes.isEmpty()) {
      return;
    }
    LaneView lane = evidence.request.lanes.get(0);
    for (Map.Entry<Kind, Long> folded : lane.foldedNanos.entrySet()) {
      long left = folded.getValue();
      for (Doing own : new Doing[] {Doing.OWN, Doing.NETWORK, Doing.DB, Doing.WAITING, Doing.CPU}) {
        for (Portion portion : new ArrayList<>(byKey.values())) {
          boolean gap = portion.doing == own && portion.segment == null && portion.folded == 0;
          long taken = gap ? Math.min(left, portion.direct) : 0;
          if (taken > 0) {
            portion.direct -= taken;
            left -= taken;
            bookFolded(folded.getKey(), taken, lane);
          }
        }
      }
    }
  }

  private void bookFolded(Kind kind, long nanos, LaneView lane) {
    boolean database = kind == Kind.DB || kind == Kind.DB_FETCH;
    Portion portion =
        strain.on()
            ? portion(strain.doing(), null)
            : portion(Doing.of(kind, null), database ? evidence.request.repeatedSql : null);
    portion.direct += nanos;
    Integer count = lane.foldedCount.get(kind);
    portion.folded = Math.max(portion.folded, count == null ? 0 : count);
  }

  private Portion portion(Doing doing, String detail) {
    return byKey.computeIfAbsent(doing + " " + detail, key -> new Portion(doing, detail));
  }

  private long length(SegmentView segment) {
    return segment.nanos(evidence.request.endNanos);
  }
}
