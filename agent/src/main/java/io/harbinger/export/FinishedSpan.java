package io.harbinger.export;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.Collections;
import java.util.List;

/** A span whose ids and times were given long before; so it does not come from a Tracer. */
final class FinishedSpan implements SpanData {
  private final Scene scene;
  private final String name;
  private final SpanKind kind;
  private final SpanContext context;
  private final SpanContext parent;
  private final long startEpochNanos;
  private final long endEpochNanos;
  private final Attributes attributes;
  StatusData status = StatusData.unset();
  List<EventData> events = Collections.emptyList();
  List<LinkData> links = Collections.emptyList();

  FinishedSpan(
      Scene scene,
      String name,
      SpanKind kind,
      SpanContext context,
      SpanContext parent,
      long startEpochNanos,
      long endEpochNanos,
      Attributes attributes) {
    this.scene = scene;
    this.name = name;
    this.kind = kind;
    this.context = context;
    this.parent = parent;
    this.startEpochNanos = startEpochNanos;
    this.endEpochNanos = Math.max(startEpochNanos, endEpochNanos);
    this.attributes = attributes;
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public SpanKind getKind() {
    return kind;
  }

  @Override
  public SpanContext getSpanContext() {
    return context;
  }

  @Override
  public SpanContext getParentSpanContext() {
    return parent;
  }

  @Override
  public StatusData getStatus() {
    return status;
  }

  @Override
  public long getStartEpochNanos() {
    return startEpochNanos;
  }

  @Override
  public long getEndEpochNanos() {
    return endEpochNanos;
  }

  @Override
  public Attributes getAttributes() {
    return attributes;
  }

  @Override
  public List<EventData> getEvents() {
    return events;
  }

  @Override
  public List<LinkData> getLinks() {
    return links;
  }

  @Override
  public boolean hasEnded() {
    return true;
  }

  @Override
  public int getTotalRecordedEvents() {
    return events.size();
  }

  @Override
  public int getTotalRecordedLinks() {
    return links.size();
  }

  @Override
  public int getTotalAttributeCount() {
    return attributes.size();
  }

  @Override
  @Deprecated
  @SuppressWarnings("deprecation") // because the interface still asks for it
  public io.opentelemetry.sdk.common.InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
    return io.opentelemetry.sdk.common.InstrumentationLibraryInfo.create(Names.SCOPE, null);
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
