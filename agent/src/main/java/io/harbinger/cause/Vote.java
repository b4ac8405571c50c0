package io.harbinger.cause;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What some of the holders of a scarce thing did, and how much of the waiting it explains. */
final class Vote {
  final Doing doing;
  final String detail;

  /** Of all votes of a stretch, 0–1. */
  double weight;

  /** The last look in which somebody did this, and how many of how many did. */
  Wait look;

  int holders;

  /** Who has been doing it longest, over all looks. */
  Holding best;

  private final List<Long> times = new ArrayList<>();

  Vote(Doing doing, String detail) {
    this.doing = doing;
    this.detail = detail;
  }

  void cast(Wait at, Holding holding, double weight) {
    if (look != at) {
      look = at;
      holders = 0;
      times.clear();
    }
    this.weight += weight;
    if (holding != null) {
      holders++;
      times.add(holding.opNanos);
      if (best == null || holding.opNanos >= best.opNanos) {
        best = holding;
      }
    }
  }

  long medianNanos() {
    if (times.isEmpty()) {
      return 0;
    }
    Collections.sort(times);
    return times.get(times.size() / 2);
  }
}
