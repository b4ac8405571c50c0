package io.harbinger.export;

import io.harbinger.cause.Finding;
import io.harbinger.gateway.GatewayView;
import io.harbinger.timeline.Name;
import io.harbinger.timeline.Timeline;
import io.harbinger.watch.Telegraph;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Severity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Events of single requests, encoded by hand as OTLP log records and posted over a connection of
 * their own: those that {@link Warnings} makes, without stack, snapshot and ledger.
 *
 * <pre>
 *   resource_logs { resource, scope_logs { scope, | log_record, log_record, … } }
 *   └── written once by {@link #prepare} ─────────┴── again for each post ────┘
 * </pre>
 *
 * <p>For OTLP over plain HTTP only. The numbers of the fields are those of {@code
 * opentelemetry/proto/logs/v1/logs.proto}. Belongs to the thread that speaks.
 */
final class Telegrams implements Telegraph {
  private static final int ROOM = 256 * 1024;
  private static final int LONGEST_PATH = 256;
  private static final long MILLI = 1_000_000L;

  private final ExportSettings.Target target;
  private final Exporters exporters;
  private final LongAdder lost;
  private WireBuffer body;
  private RawPost post;
  private Finding finding;
  private GatewayView running;
  private GatewayView gaveUp;

  private int resource;
  private int scope;

  /** Where the first record begins, and the last one. */
  private int start;

  private boolean begun;

  /** An empty message has left by the present connection. */
  private boolean practised;

  private int last;
  private int said;

  /** The attribute that is being written. */
  private int attribute;

  /** What is still to be written of the present post; null between two. */
  private ByteBuffer head;

  private Telegrams(ExportSettings.Target target, Exporters exporters, LongAdder lost) {
    this.target = target;
    this.exporters = exporters;
    this.lost = lost;
  }

  static Telegraph to(ExportSettings.Target target, Exporters exporters, LongAdder lost) {
    boolean plain = target.endpoint.regionMatches(true, 0, "http:", 0, 5);
    return target.enabled && !target.grpc && plain
        ? new Telegrams(target, exporters, lost)
        : Telegraph.NONE;
  }

  @Override
  public boolean prepare(
      Finding why, GatewayView whileRunning, GatewayView whenGivenUp, Timeline any) {
    finding = why;
    running = whileRunning;
    gaveUp = whenGivenUp;
    post = post == null ? RawPost.to(target.endpoint, target.headers) : post;
    if (post == null) {
      return false;
    }
    body = body == null ? new WireBuffer(ROOM) : body;
    if (!begun) {
      begin(exporters.scene());
      begun = true;
      practised = false;
    }
    practise(any);
    return true;
  }

  /** Says both words and takes them back, and posts an empty message once the connection stands. */
  private void practise(Timeline any) {
    try {
      boolean stands = post.stands();
      if (any != null && head == null && said == 0) {
        record(any, false, 0, 0, 0);
        record(any, true, 0, 0, 0);
        body.back(start);
      }
      if (stands && !practised) {
        practised = true;
        write();
      }
    } catch (IOException | RuntimeException broken) {
      again();
    }
  }

  private void begin(Scene scene) {
    head = null;
    said = 0;
    body.back(0);
    resource = body.open(1);
    int described = body.open(1);
    scene.resource.getAttributes().forEach(this::resourceAttribute);
    body.close(described);
    scope = body.open(2);
    int named = body.open(1);
    body.text(1, scene.scope.getName());
    body.text(2, scene.scope.getVersion() == null ? "" : scene.scope.getVersion());
    body.close(named);
    start = body.at();
    last = start;
  }

  /** Of the resource's, those that are no text are numbers, or lists that nobody asks for here. */
  private void resourceAttribute(AttributeKey<?> key, Object value) {
    if (value instanceof Long) {
      attribute(1, key.getKey(), (Long) value);
    } else {
      attribute(1, key.getKey(), value.toString());
    }
  }

  @Override
  public boolean say(Timeline request, boolean late, long ageNanos, double share, long epochNanos) {
    if (head != null) {
      return false; // the collector has not taken the last post yet
    }
    last = body.at();
    try {
      record(request, late, ageNanos, share, epochNanos);
    } catch (OutOfMemoryError none) {
      body.back(last); // because half a record spoils the whole post
      return false;
    }
    if (body.full()) {
      body.back(last);
      return false;
    }
    said++;
    return true;
  }

  private void record(
      Timeline request, boolean late, long ageNanos, double share, long epochNanos) {
    int record = body.open(2);
    Severity severity = late ? Severity.ERROR : Severity.WARN;
    body.fixed(1, epochNanos);
    body.fixed(11, epochNanos);
    body.whole(2, severity.getSeverityNumber());
    body.text(3, severity.name());
    sentence(request, late, ageNanos);
    body.id(9, request.traceHigh(), request.traceLow(), 16);
    body.id(10, 0, request.spanId(), 8);
    body.text(12, late ? Names.GAVE_UP : Names.AT_RISK);
    named(Names.METHOD.getKey(), request.method());
    named(Names.PATH.getKey(), request.path());
    verdict(share);
    gateway(late ? gaveUp : running);
    body.close(record);
  }

  private void sentence(Timeline request, boolean late, long ageNanos) {
    int value = body.open(5);
    int text = body.open(1);
    name(request.method());
    body.chars(" ");
    name(request.path());
    body.chars(late ? " was given up by the gateway after " : " is at risk after ");
    body.seconds(ageNanos);
    body.chars(" s of ");
    body.seconds(running.deadline.limitMillis * MILLI);
    body.chars(" s: ");
    body.chars(finding.cause);
    body.close(text);
    body.close(value);
  }

  private void verdict(double share) {
    attribute(6, Names.CAUSE.getKey(), finding.cause);
    attribute(6, Names.CONFIDENCE.getKey(), finding.confidence.label);
    attribute(6, Names.SHARE.getKey(), share);
    attribute(6, Names.DETAIL.getKey(), finding.detail);
    attribute(6, Names.EVIDENCE.getKey(), finding.evidence);
    attribute(6, Names.REMEDY.getKey(), finding.remedy);
  }

  private void gateway(GatewayView gateway) {
    attribute(6, Names.PROFILE.getKey(), gateway.profile);
    attribute(6, Names.DEADLINE_MS.getKey(), gateway.deadline.limitMillis);
    attribute(6, Names.DEADLINE_SOURCE.getKey(), gateway.deadline.source.label);
    attribute(6, Names.OUTCOME.getKey(), gateway.outcome.label);
    if (gateway.status > 0) {
      attribute(6, Names.GATEWAY_STATUS.getKey(), gateway.status);
    }
  }

  @Override
  public void takeBack() {
    body.back(last);
    said--;
  }

  @Override
  public void send() {
    try {
      if ((said > 0 || head != null) && post.stands()) {
        write();
      }
    } catch (IOException | RuntimeException broken) {
      again();
    }
  }

  private void write() throws IOException {
    if (head == null) {
      body.close(scope);
      body.close(resource);
      head = post.head(body.at());
      body.bytes.flip();
    }
    post.write(head);
    if (!head.hasRemaining()) {
      post.write(body.bytes);
    }
    if (!body.bytes.hasRemaining()) {
      next();
    }
  }

  /** The next post: what this one said has been taken. */
  private void next() {
    head = null;
    said = 0;
    body.back(start);
  }

  /** A broken connection: what was being written is lost, what was not may leave by the next. */
  private void again() {
    post.close();
    if (head != null) {
      lost.add(said);
      next();
    }
  }

  @Override
  public void close() {
    lost.add(said);
    post.close();
    begun = false;
  }

  private void named(String key, Name name) {
    int value = attribute(6, key);
    int text = body.open(1);
    name(name);
    body.close(text);
    end(value);
  }

  private void name(Name name) {
    int length = name.length(LONGEST_PATH);
    for (int i = 0; i < length; i++) {
      body.utf8(name.at(i));
    }
  }

  private void attribute(int field, String key, String value) {
    int opened = attribute(field, key);
    body.text(1, value);
    end(opened);
  }

  private void attribute(int field, String key, long value) {
    int opened = attribute(field, key);
    body.whole(3, value);
    end(opened);
  }

  private void attribute(int field, String key, double value) {
    int opened = attribute(field, key);
    body.decimal(4, value);
    end(opened);
  }

  private void attribute(int field, String key, List<String> values) {
    int opened = attribute(field, key);
    int array = body.open(5);
    for (int i = 0; i < values.size(); i++) {
      int value = body.open(1);
      body.text(1, values.get(i));
      body.close(value);
    }
    body.close(array);
    end(opened);
  }

  /** Begins a KeyValue and its value. */
  private int attribute(int field, String key) {
    attribute = body.open(field);
    body.text(1, key);
    return body.open(2);
  }

  private void end(int value) {
    body.close(value);
    body.close(attribute);
  }
}
