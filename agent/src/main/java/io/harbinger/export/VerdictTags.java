package io.harbinger.export;

import io.harbinger.bridge.Kind;
import io.harbinger.cause.Finding;
import io.harbinger.cause.Verdict;
import io.harbinger.gateway.GatewayView;
import io.harbinger.timeline.RequestView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Our own attributes, the same on a finished request, a snapshot and an event. */
final class VerdictTags {
  private VerdictTags() {}

  static void add(Tags tags, RequestView request, GatewayView gateway, Verdict verdict) {
    if (verdict != null) {
      addVerdict(tags, verdict);
    }
    addGateway(tags, gateway);
    if (request.dbCalls > 0) {
      tags.whole(Names.DB_CALLS, request.dbCalls);
      tags.whole(Names.REPEATED_CALLS, request.repeatedCalls);
    }
  }

  static void addFinding(Tags tags, Finding found) {
    tags.text(Names.CAUSE, found.cause)
        .text(Names.CONFIDENCE, found.confidence == null ? null : found.confidence.label)
        .text(Names.DETAIL, found.detail)
        .text(Names.CULPRIT, found.culprit)
        .texts(Names.EVIDENCE, found.evidence)
        .text(Names.REMEDY, found.remedy);
  }

  private static void addVerdict(Tags tags, Verdict verdict) {
    addFinding(tags, verdict.root);
    tags.decimal(Names.SHARE, verdict.root.share)
        .texts(Names.CAUSES, ranked(verdict.runnersUp))
        .texts(Names.SYMPTOMS, verdict.symptoms);
    for (Map.Entry<Kind, Long> entry : verdict.ledger.entrySet()) {
      if (entry.getValue() > 0) {
        tags.decimal(Names.ledger(entry.getKey()), entry.getValue() / 1e6);
      }
    }
  }

  private static void addGateway(Tags tags, GatewayView gateway) {
    tags.text(Names.PROFILE, gateway.profile);
    if (gateway.deadline.limitMillis > 0) {
      tags.whole(Names.DEADLINE_MS, gateway.deadline.limitMillis);
      tags.text(Names.DEADLINE_SOURCE, gateway.deadline.source.label);
    }
    if (gateway.deadline.queueMillis > 0) {
      tags.whole(Names.QUEUE_MS, gateway.deadline.queueMillis);
    }
    tags.text(Names.OUTCOME, gateway.outcome.label);
    if (gateway.status > 0) {
      tags.whole(Names.GATEWAY_STATUS, gateway.status);
    }
    if (gateway.hangUp != null) {
      tags.text(Names.HANGUP_SOURCE, gateway.hangUp.source.label);
      if (gateway.hangUpMillis >= 0) {
        tags.whole(Names.HANGUP_MS, gateway.hangUpMillis);
      }
    }
  }

  private static List<String> ranked(List<Finding> runnersUp) {
    List<String> ranked = new ArrayList<>();
    for (Finding finding : runnersUp) {
      ranked.add(finding.cause + "=" + String.format(Locale.ROOT, "%.2f", finding.share));
    }
    return ranked;
  }
}
