package io.harbinger.watch;

import io.harbinger.cause.DatabaseView;
import io.harbinger.cause.Diagnosis;
import io.harbinger.cause.Evidence;
import io.harbinger.cause.Verdict;
import io.harbinger.gateway.GatewayView;
import io.harbinger.signal.Host;
import io.harbinger.signal.HostView;
import io.harbinger.timeline.RequestView;
import java.util.Collections;

/** Brings together all that is known about one request and asks for the diagnosis. */
final class Investigation {
  /** How far back a queue is followed to its beginning. */
  private static final long QUEUE = 20_000_000_000L;

  private final Host host;
  private final WaitLog waits;
  private final DatabaseLooks databases;
  private final Deadlocks deadlocks;
  private final Present present;
  private final ConnectLooks connects;
  private final Alike alike;

  Investigation(
      Host host,
      WaitLog waits,
      DatabaseLooks databases,
      Deadlocks deadlocks,
      Present present,
      ConnectLooks connects,
      Alike alike) {
    this.host = host;
    this.waits = waits;
    this.databases = databases;
    this.deadlocks = deadlocks;
    this.present = present;
    this.connects = connects;
    this.alike = alike;
  }

  /**
   * Counts the time in front of the process, which the ledger leaves out, and none after the
   * gateway gave up; only how a hang of the database ended is told by what came then.
   *
   * @param watched null for a request that never grew old
   */
  Verdict of(RequestView request, Watched watched, GatewayView gateway) {
    RequestView whole = Patience.of(Front.of(request, gateway.deadline), gateway);
    String manner = Alike.manner(whole, watched, gateway, deadlocked(whole));
    Verdict shared =
        alike.of(manner, whole.elapsedNanos(), request.elapsedNanos(), present.nowNanos());
    if (shared != null) {
      return shared;
    }
    Verdict verdict = Diagnosis.of(evidence(whole, watched, gateway, request.endNanos));
    if (whole != request) {
      verdict =
          new Verdict(
              verdict.root,
              verdict.runnersUp,
              verdict.symptoms,
              Diagnosis.ledger(evidence(request, watched, gateway, request.endNanos)));
    }
    alike.found(manner, whole.elapsedNanos(), verdict);
    return verdict;
  }

  private boolean deadlocked(RequestView request) {
    return !request.lanes.isEmpty() && deadlocks.contains(request.lanes.get(0).threadId);
  }

  private Evidence evidence(RequestView request, Watched watched, GatewayView gateway, long ended) {
    long from = request.startNanos;
    long until = request.endNanos;
    DatabaseView database = databases.between(from - QUEUE, from, until, ended, present.database());
    HostView view = host.between(from, until);
    view.unanswered.addAll(connects.between(from, until));
    return new Evidence(
        request,
        gateway,
        host.stalls(from - Evidence.BEFORE, until),
        view,
        present.traffic(),
        waits.between(from - QUEUE, until),
        watched == null ? Collections.emptyList() : watched.samples,
        deadlocks.sentences(),
        deadlocked(request),
        database,
        present.pools(),
        present);
  }
}
