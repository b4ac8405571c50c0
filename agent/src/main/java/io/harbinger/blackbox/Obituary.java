package io.harbinger.blackbox;

import io.harbinger.cause.Confidence;
import io.harbinger.cause.Finding;
import io.harbinger.cause.Verdict;
import io.harbinger.export.PreviousExit;
import io.harbinger.gateway.GatewayView;
import io.harbinger.timeline.HttpView;
import io.harbinger.timeline.LaneView;
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
    return requests(wreck, finding, cut, wreck.heartbeatNanos, wreck.heartbeatNanos);
  }

  /**
   * @param goneNanos when its connections ended, which is later than its last sign of life
   * @param latestNanos … at the latest, where that is not known exactly
   */
  static List<KeptRequest> requests(
      Wreck wreck, Finding finding, List<CutRequest> cut, long goneNanos, long latestNanos) {
    List<KeptRequest> kept = new ArrayList<>(cut.size());
    for (CutRequest request : cut) {
      long end = Math.max(wreck.heartbeatNanos, request.startEpochNanos);
      boolean gaveUp = wreck.gateway.gaveUp(request, end);
      long gone = Math.max(goneNanos, end);
      GatewayView gateway = wreck.gateway.view(request, end, gone, Math.max(latestNanos, gone));
      if (request.left && !gaveUp) {
        kept.add(new KeptRequest(view(request, end), gateway, null, "client_left"));
        continue;
      }
      kept.add(
          new KeptRequest(
              view(request, end),
              gateway,
              new Verdict(
                  root(request, gaveUp, finding, end),
                  Collections.<Finding>emptyList(),
                  Collections.<String>emptyList(),
                  Collections.emptyMap()),
              gateway.outcome.label));
    }
    return kept;
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

  /** A request that its gateway gave up before keeps the cause that it had then. */
  private static Finding root(CutRequest request, boolean gaveUp, Finding finding, long end) {
    List<String> evidence = new ArrayList<>();
    evidence.add(standing(request, end));
    if (!gaveUp) {
      if (request.warned && request.cause != null) {
        evidence.add("It had been warned of before: " + request.cause + ".");
      }
      evidence.addAll(finding.evidence);
      return new Finding(
          finding.cause,
          finding.level,
          finding.confidence,
          1,
          finding.detail,
          null,
          null,
          evidence,
          finding.remedy);
    }
    evidence.add("Its gateway had given it up before the process ended (" + finding.cause + ").");
    String cause = request.cause == null ? "unknown" : request.cause;
    return Inquest.finding(cause, Confidence.POSSIBLE, null, null, evidence.toArray(new String[0]));
  }

  /** Its age at the end, and what it did at the last look. */
  private static String standing(CutRequest request, long end) {
    double age = (end - request.startEpochNanos) / 1e9;
    String text = "It was " + Inquest.seconds(age) + " old when the process ended";
    if (request.notedAgeNanos < 0) {
      return text + ".";
    }
    double before = Math.max(0, age - request.notedAgeNanos / 1e9);
    return text
        + "; "
        + Inquest.seconds(before)
        + " before that "
        + (request.kind == null
            ? "its own code ran"
            : "it was in "
                + request.kind.label
                + (request.detail.isEmpty() ? "" : " (" + request.detail + ")")
                + " for "
                + Inquest.seconds(request.segmentAgeNanos / 1e9))
        + ".";
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
      out.append("    ").append(standing(request, end)).append('\n');
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
