package io.harbinger.blackbox;

import io.harbinger.bridge.Kind;
import io.harbinger.cause.Confidence;
import io.harbinger.cause.Finding;
import io.harbinger.cause.Verdict;
import io.harbinger.export.PreviousExit;
import io.harbinger.gateway.GatewayView;
import io.harbinger.timeline.HttpView;
import io.harbinger.timeline.LaneView;
import io.harbinger.timeline.Ledger;
import io.harbinger.timeline.RequestView;
import io.harbinger.watch.KeptRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** What is said of a process that is gone and of its requests, to the collector and to people. */
final class Obituary {
  private static final int MOST_LISTED = 1_000;
  private static final long MILLI = 1_000_000L;

  private Obituary() {}

  /**
   * @param who in words
   */
  static PreviousExit of(Wreck wreck, Finding finding, String who) {
    return new PreviousExit(
        wreck.owner.service,
        wreck.owner.instance,
        wreck.owner.pid,
        finding,
        wreck.heartbeatNanos,
        Math.max(0, wreck.heartbeatNanos / 1e9 - wreck.owner.startEpochMillis / 1e3),
        wreck.requests.size(),
        sentence(wreck, finding, who));
  }

  private static String sentence(Wreck wreck, Finding finding, String who) {
    int cut = wreck.requests.size();
    return who
        + " (pid "
        + wreck.owner.pid
        + ", last seen "
        + Instant.ofEpochMilli(wreck.heartbeatNanos / 1_000_000L)
        + ") ended by "
        + finding.cause
        + (finding.detail == null ? "" : " (" + finding.detail + ")")
        + " with "
        + (cut == 0 ? "no request" : cut == 1 ? "1 request" : cut + " requests")
        + " in flight";
  }

  static List<KeptRequest> requests(Wreck wreck, Finding finding, List<CutRequest> cut) {
    return requests(wreck, finding, cut, wreck.heartbeatNanos, wreck.heartbeatNanos, Known.NOTHING);
  }

  /**
   * @param goneNanos when its connections ended, which is later than its last sign of life
   * @param latestNanos … at the latest, where that is not known exactly
   */
  static List<KeptRequest> requests(
      Wreck wreck,
      Finding finding,
      List<CutRequest> cut,
      long goneNanos,
      long latestNanos,
      Known known) {
    List<KeptRequest> kept = new ArrayList<>(cut.size());
    for (CutRequest request : cut) {
      long end = Math.max(wreck.heartbeatNanos, request.startEpochNanos);
      boolean gaveUp = wreck.gateway.gaveUp(request, end);
      long gone = Math.max(goneNanos, end);
      GatewayView gateway = wreck.gateway.view(request, end, gone, Math.max(latestNanos, gone));
      // a little later, because the wall clock counts whole milliseconds
      RequestView alive = known.view(request, gone - request.startEpochNanos + MILLI);
      RequestView view = alive == null ? view(request, end) : alive;
      if (request.left && !gaveUp) {
        kept.add(new KeptRequest(view, gateway, null, "client_left"));
        continue;
      }
      Finding earlier = known.finding(request);
      Busy doing = alive == null ? Busy.noted(request, end) : Busy.of(alive);
      Finding root = root(request, gaveUp, finding, doing, end, earlier);
      kept.add(
          new KeptRequest(
              view, gateway, verdict(root, gaveUp ? null : earlier, alive), gateway.outcome.label));
    }
    return kept;
  }

  private static Verdict verdict(Finding root, Finding earlier, RequestView alive) {
    return new Verdict(
        root,
        earlier == null
            ? Collections.<Finding>emptyList()
            : Collections.<Finding>singletonList(earlier),
        Collections.<String>emptyList(),
        alive == null
            ? Collections.<Kind, Long>emptyMap()
            : Ledger.of(alive, Collections.emptyList(), Collections.emptyList()));
  }

  private static RequestView view(CutRequest request, long end) {
    long age = end - request.startEpochNanos;
    HttpView http =
        new HttpView(
            request.method,
            request.path,
            request.route,
            0,
            -1,
            Collections.emptyMap(),
            Collections.emptyMap());
    List<LaneView> lanes =
        request.threadId < 0
            ? Collections.<LaneView>emptyList()
            : Collections.singletonList(lane(request, age));
    return new RequestView(
        request.trace,
        http,
        null,
        request.startEpochNanos,
        0,
        age,
        true,
        false,
        false,
        null,
        lanes,
        0,
        0,
        null);
  }

  private static LaneView lane(CutRequest request, long age) {
    return new LaneView(
        0,
        request.threadName,
        request.threadId,
        0,
        age,
        true,
        Collections.emptyList(),
        Collections.emptyMap(),
        Collections.emptyMap(),
        false);
  }

  /**
   * A request that its gateway gave up before keeps the cause that it had then; else what held it
   * is the culprit, because that it was not over yet is what made the end of the process a failure.
   */
  private static Finding root(
      CutRequest request, boolean gaveUp, Finding finding, Busy doing, long end, Finding earlier) {
    List<String> evidence = new ArrayList<>();
    evidence.add(standing(request, doing, end));
    if (!gaveUp) {
      if (request.warned && request.cause != null) {
        evidence.add("It had been warned of before: " + request.cause + ".");
      }
      evidence.addAll(earlier == null ? Collections.<String>emptyList() : earlier.evidence);
      evidence.addAll(finding.evidence);
      boolean held = earlier != null && earlier.culprit != null;
      return new Finding(
          finding.cause,
          finding.level,
          finding.confidence,
          1,
          finding.detail,
          held ? earlier.culprit : doing == null ? null : request.name() + ", " + doing,
          held ? earlier.culpritTrace : null,
          evidence,
          finding.remedy);
    }
    evidence.add("Its gateway had given it up before the process ended (" + finding.cause + ").");
    if (earlier != null) {
      evidence.addAll(earlier.evidence);
      return earlier.with(evidence);
    }
    String cause = request.cause == null ? "unknown" : request.cause;
    return Inquest.finding(cause, Confidence.POSSIBLE, null, null, evidence.toArray(new String[0]));
  }

  /** Its age at the end, and what it did at the last look. */
  private static String standing(CutRequest request, Busy doing, long end) {
    String old = Inquest.seconds((end - request.startEpochNanos) / 1e9);
    String what = doing == null ? "" : "; " + doing.before() + doing.sentence();
    return "It was " + old + " old when the process ended" + what + ".";
  }

  /** For people. */
  static String text(Wreck wreck, Finding finding) {
    StringBuilder out = new StringBuilder();
    out.append(wreck.owner.service)
        .append(": ")
        .append(sentence(wreck, finding, "the process before"))
        .append('\n');
    out.append("  agent ").append(wreck.owner.version);
    out.append(", started ").append(Instant.ofEpochMilli(wreck.owner.startEpochMillis));
    out.append(", behind ").append(wreck.gateway).append('\n');
    out.append("  cause ").append(finding.cause).append(" (").append(finding.confidence.label);
    out.append(")\n");
    for (String sentence : finding.evidence) {
      out.append("    ").append(sentence).append('\n');
    }
    out.append("  remedy ").append(finding.remedy).append('\n');
    conditions(wreck, out);
    if (wreck.torn > 0) {
      out.append("  ").append(wreck.torn).append(" requests were being written down\n");
    }
    int listed = Math.min(MOST_LISTED, wreck.requests.size());
    for (CutRequest request : wreck.requests.subList(0, listed)) {
      out.append("  ").append(request.name());
      out.append(" trace ").append(request.trace.traceIdHex()).append('\n');
      long end = Math.max(wreck.heartbeatNanos, request.startEpochNanos);
      out.append("    ").append(standing(request, Busy.noted(request, end), end)).append('\n');
      if (request.cause != null) {
        out.append("    warned of: ").append(request.cause).append('\n');
      }
    }
    if (listed < wreck.requests.size()) {
      out.append(String.format(Locale.ROOT, "  … and %d more%n", wreck.requests.size() - listed));
    }
    return out.toString();
  }

  private static void conditions(Wreck wreck, StringBuilder out) {
    for (int i = 0; !wreck.vitals.text("condition" + i).isEmpty(); i++) {
      out.append("  at the time: ").append(wreck.vitals.text("condition" + i)).append('\n');
    }
  }
}
