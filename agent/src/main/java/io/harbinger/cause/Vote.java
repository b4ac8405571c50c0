package io.harbinger.cause;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** What some of the holders of a scarce thing did, and how much of the waiting it explains. */
final class Vote {
  final Doing doing;
  final String detail;

  /** Of all votes of a stretch, 0–1. */
  double weight;

  /** The last look in which somebody did this. */
  Wait look;

  /** Who has been doing it longest, over all looks. */
  Holding best;

  /** Those of {@link #look}; a look may be asked several times. */
  private final Set<Holding> now = Collections.newSetFromMap(new IdentityHashMap<>());

  Vote(Doing doing, String detail) {
    this.doing = doing;
    this.detail = detail;
  }

  void cast(Wait at, Holding holding, double weight) {
    if (look != at) {
      look = at;
      now.clear();
    }
    this.weight += weight;
    if (holding != null) {
      now.add(holding);
      if (best == null || holding.opNanos >= best.opNanos) {
        best = holding;
      }
    }
  }

  int holders() {
    return now.size();
  }

  long medianNanos() {
    List<Long> times = new ArrayList<>();
    for (Holding holding : now) {
      times.add(holding.opNanos);
    }
    Collections.sort(times);
    return times.isEmpty() ? 0 : times.get(times.size() / 2);
  }
}
