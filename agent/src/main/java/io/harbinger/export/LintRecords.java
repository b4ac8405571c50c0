package io.harbinger.export;

import io.harbinger.gateway.LintFinding;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.SpanContext;

/** What a lint found, as an event. */
final class LintRecords {
  private LintRecords() {}

  static EventRecord of(Scene scene, LintFinding finding) {
    Tags tags =
        scene
            .tags()
            .text(Names.LINT_CHECK, finding.check)
            .text(Names.RESOURCE, finding.resource)
            .text(Names.CAUSE, finding.cause)
            .text(Names.PROFILE, finding.profile)
            .text(Names.REMEDY, finding.remedy);
    if (finding.value >= 0) {
      tags.decimal(Names.LEVEL, finding.value);
    }
    if (finding.limit >= 0) {
      tags.decimal(Names.LIMIT, finding.limit);
    }
    return new EventRecord(
        scene,
        Names.LINT,
        finding.hint ? Severity.INFO : Severity.WARN,
        finding.atEpochNanos,
        SpanContext.getInvalid(),
        finding.sentence,
        tags.build());
  }
}
