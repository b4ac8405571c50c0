package io.harbinger.export;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.resources.Resource;

/** A log record with an event name. */
final class EventRecord implements LogRecordData {
  private final Scene scene;
  private final String eventName;
  private final Severity severity;
  private final long epochNanos;
  private final SpanContext context;
  private final String sentence;
  private final Attributes attributes;

  EventRecord(
      Scene scene,
      String eventName,
      Severity severity,
      long epochNanos,
      SpanContext context,
      String sentence,
      Attributes attributes) {
    this.scene = scene;
    this.eventName = eventName;
    this.severity = severity;
    this.epochNanos = epochNanos;
    this.context = context;
    this.sentence = sentence;
    this.attributes = attributes;
  }

  @Override
  public String getEventName() {
    return eventName;
  }

  @Override
  public Severity getSeverity() {
    return severity;
  }

  @Override
  public String getSeverityText() {
    return severity.name();
  }

  @Override
  public long getTimestampEpochNanos() {
    return epochNanos;
  }

  @Override
  public long getObservedTimestampEpochNanos() {
    return epochNanos;
  }

  @Override
  public SpanContext getSpanContext() {
    return context;
  }

  @Override
  public Value<?> getBodyValue() {
    return Value.of(sentence);
  }

  @Override
  @Deprecated
  @SuppressWarnings("deprecation") // because the interface still asks for it
  public io.opentelemetry.sdk.logs.data.Body getBody() {
    return io.opentelemetry.sdk.logs.data.Body.string(sentence);
  }

  @Override
  public Attributes getAttributes() {
    return attributes;
  }

  @Override
  public int getTotalAttributeCount() {
    return attributes.size();
  }

  @Override
  public InstrumentationScopeInfo getInstrumentationScopeInfo() {
    return scene.scope;
  }

  @Override
  public Resource getResource() {
    return scene.resource;
  }
}
