package io.harbinger.watch;

import io.harbinger.cause.DatabaseView;
import io.harbinger.cause.Diagnosis;
import io.harbinger.cause.Evidence;
import io.harbinger.cause.Verdict;
import io.harbinger.gateway.GatewayView;
import io.harbinger.signal.Host;
import io.harbinger.signal.HostView;
import io.harbinger.timeline.RequestView;
import io.harbinger.timeline.TimelineRecorder;
import java.util.Collections;

/** Brings together all that is known about one request and asks for the diagnosis. */
final class Investigation {
  /** How far back a queue is followed to its beginning. */
  private static final long QUEUE = 20_000_000_000L;

  private final TimelineRecorder recorder;
  private final Host host;
  private final TrafficLog traffic;
  private final WaitLog waits;
  private final DatabaseLooks databases;
  private final Deadlocks deadlocks;
  private final Present present;
  private final ConnectLooks connects;

  Investigation(
      TimelineRecorder recorder,
      Host host,
      TrafficLog traffic,
      WaitLog waits,
      DatabaseLooks databases,
      Deadlocks deadlocks,
      Present present,
      ConnectLooks connects) {
    this.recorder = recorder;
    this.host = host;
    this.traffic = traffic;
    this.waits = waits;
    this.databases = databases;
    this.deadlocks = deadlocks;
    this.present = present;
    this.connects = connects;
  }

  /**
   * Counts the time in front of the process, which the ledger leaves out, and none after the
   * gateway gave up.
   *
   * @param watched null for a request that never grew old
   */
  Verdict of(RequestView request, Watched watched, GatewayView gateway) {
    RequestView whole = Patience.of(Front.of(request, gateway.deadline), gateway);
    Verdict verdict = diagnose(whole, watched, gateway);
    return whole == request
        ? verdict
        : new Verdict(
            verdict.root,
            verdict.runnersUp,
            verdict.symptoms,
            diagnose(request, watched, gateway).ledger);
  }

  private Verdict diagnose(RequestView request, Watched watched, GatewayView gateway) {
    long from = request.startNanos;
    long until = request.endNanos;
    DatabaseView database = databases.between(from - QUEUE, from, until, present.database());
    boolean deadlocked =
        !request.lanes.isEmpty() && deadlocks.contains(request.lanes.get(0).threadId);
    HostView view = host.between(from, until);
    view.unanswered.addAll(connects.between(from, until));
    return Diagnosis.of(
        new Evidence(
            request,
            gateway,
            host.stalls(from - Evidence.BEFORE, until),
            view,
            traffic.now(recorder.open.size()),
            waits.between(from - QUEUE, until),
            watched == null ? Collections.emptyList() : watched.samples,
            deadlocks.sentences(),
            deadlocked,
            database,
            present.pools(),
            present));
  }
}
