package io.harbinger.cause;

import io.harbinger.signal.HostView;
import io.harbinger.signal.Stall;
import java.util.ArrayList;
import java.util.List;

/**
 * Composes evidence in milliseconds since the request's start: {@code given().lasting(3000)
 * .segment(DB, "SELECT 1", 100, 2900).verdict()}.
 */
final class Given extends GivenDatabase {
  final HostView host = new HostView();
  private Traffic traffic = new Traffic(10, 10, 10, 10, 5, 4);
  private final List<Stall> stalls = new ArrayList<>();

  @Override
  Given itself() {
    return this;
  }

  static Given given() {
    return new Given();
  }

  Given stall(Stall.Reason reason, long from, long to) {
    stalls.add(new Stall(reason, nanos(from), nanos(to), "of some kind"));
    return this;
  }

  Given traffic(
      double perSecond, double usual, double completed, int inFlight, double usualInFlight) {
    return traffic(perSecond, usual, perSecond, completed, inFlight, usualInFlight);
  }

  Given traffic(
      double perSecond,
      double usual,
      double peak,
      double completed,
      int inFlight,
      double usualInFlight) {
    traffic = new Traffic(perSecond, usual, peak, completed, inFlight, usualInFlight);
    return this;
  }

  Verdict verdict() {
    return Diagnosis.of(evidence());
  }

  Evidence evidence() {
    return new Evidence(
        request(),
        gateway(),
        stalls,
        host,
        traffic,
        waits,
        samples,
        deadlock,
        deadlocked,
        database(),
        pools,
        baselines());
  }
}
