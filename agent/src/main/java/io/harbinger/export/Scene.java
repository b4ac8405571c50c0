package io.harbinger.export;

import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;

/** What all spans, events and metrics of this process have in common. */
final class Scene {
  final Resource resource;
  final InstrumentationScopeInfo scope;

  /** Longest text value of an attribute. */
  final int longestValue;

  final boolean exceptionsAsSpanEvents;
  final boolean exceptionsAsLogs;

  Scene(
      Resource resource,
      String version,
      int longestValue,
      boolean exceptionsAsSpanEvents,
      boolean exceptionsAsLogs) {
    this.resource = resource;
    this.scope =
        InstrumentationScopeInfo.builder(Names.SCOPE)
            .setVersion(version)
            .setSchemaUrl(Names.SCHEMA)
            .build();
    this.longestValue = longestValue;
    this.exceptionsAsSpanEvents = exceptionsAsSpanEvents;
    this.exceptionsAsLogs = exceptionsAsLogs;
  }

  Tags tags() {
    return new Tags(longestValue);
  }
}
