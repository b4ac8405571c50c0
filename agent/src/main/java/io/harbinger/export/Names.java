package io.harbinger.export;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringArrayKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.harbinger.bridge.Kind;
import io.opentelemetry.api.common.AttributeKey;
import java.util.List;

/** Every attribute and event name, once; they are public and stable. Metrics: {@link Meters}. */
final class Names {
  static final String SCOPE = "io.harbinger";
  static final String SCHEMA = "https://opentelemetry.io/schemas/1.45.0";

  // ours
  static final AttributeKey<String> CAUSE = stringKey("harbinger.cause");
  static final AttributeKey<String> CONFIDENCE = stringKey("harbinger.cause.confidence");
  static final AttributeKey<Double> SHARE = doubleKey("harbinger.cause.share");
  static final AttributeKey<String> DETAIL = stringKey("harbinger.cause.detail");
  static final AttributeKey<List<String>> CAUSES = stringArrayKey("harbinger.causes");
  static final AttributeKey<List<String>> SYMPTOMS = stringArrayKey("harbinger.symptoms");
  static final AttributeKey<String> CULPRIT = stringKey("harbinger.culprit");
  static final AttributeKey<List<String>> EVIDENCE = stringArrayKey("harbinger.evidence");
  static final AttributeKey<String> REMEDY = stringKey("harbinger.remedy");
  static final AttributeKey<String> PROFILE = stringKey("harbinger.gateway.profile");
  static final AttributeKey<Long> DEADLINE_MS = longKey("harbinger.gateway.deadline_ms");
  static final AttributeKey<String> DEADLINE_SOURCE =
      stringKey("harbinger.gateway.deadline_source");
  static final AttributeKey<String> OUTCOME = stringKey("harbinger.gateway.outcome");
  static final AttributeKey<Long> GATEWAY_STATUS = longKey("harbinger.gateway.status");
  static final AttributeKey<Long> HANGUP_MS = longKey("harbinger.gateway.hangup_ms");
  static final AttributeKey<String> HANGUP_SOURCE = stringKey("harbinger.gateway.hangup_source");
  static final AttributeKey<Long> QUEUE_MS = longKey("harbinger.queue_ms");
  static final AttributeKey<Long> DB_CALLS = longKey("harbinger.db.calls");
  static final AttributeKey<Long> REPEATED_CALLS = longKey("harbinger.db.repeated_calls");
  static final AttributeKey<String> KEPT = stringKey("harbinger.kept");
  static final AttributeKey<String> RESOURCE = stringKey("harbinger.resource");
  static final AttributeKey<Double> LEVEL = doubleKey("harbinger.level");
  static final AttributeKey<Double> LIMIT = doubleKey("harbinger.limit");
  static final AttributeKey<Double> SECONDS_LEFT = doubleKey("harbinger.time_to_exhaustion_s");
  static final AttributeKey<String> LINT_CHECK = stringKey("harbinger.lint.check");
  static final AttributeKey<Boolean> INBOUND_SUSPECTED =
      booleanKey("harbinger.firewall_inbound_suspected");
  static final AttributeKey<Long> EXIT_REQUESTS = longKey("harbinger.previous_exit.requests");
  static final AttributeKey<Double> EXIT_UPTIME = doubleKey("harbinger.previous_exit.uptime_s");

  // semantic conventions
  static final AttributeKey<String> METHOD = stringKey("http.request.method");
  static final AttributeKey<String> METHOD_ORIGINAL = stringKey("http.request.method_original");
  static final AttributeKey<Long> STATUS = longKey("http.response.status_code");
  static final AttributeKey<Long> BODY_SIZE = longKey("http.response.body.size");
  static final AttributeKey<String> ROUTE = stringKey("http.route");
  static final AttributeKey<String> PATH = stringKey("url.path");
  static final AttributeKey<String> SCHEME = stringKey("url.scheme");
  static final AttributeKey<String> QUERY = stringKey("url.query");
  static final AttributeKey<String> SERVER_ADDRESS = stringKey("server.address");
  static final AttributeKey<Long> SERVER_PORT = longKey("server.port");
  static final AttributeKey<String> PEER_ADDRESS = stringKey("network.peer.address");
  static final AttributeKey<Long> PEER_PORT = longKey("network.peer.port");
  static final AttributeKey<String> ERROR_TYPE = stringKey("error.type");
  static final AttributeKey<String> DB_SYSTEM = stringKey("db.system.name");
  static final AttributeKey<String> DB_TEXT = stringKey("db.query.text");
  static final AttributeKey<String> DB_SUMMARY = stringKey("db.query.summary");
  static final AttributeKey<String> DB_OPERATION = stringKey("db.operation.name");
  static final AttributeKey<String> DB_STATUS = stringKey("db.response.status_code");
  static final AttributeKey<String> POOL = stringKey("db.client.connection.pool.name");
  static final AttributeKey<Long> THREAD_ID = longKey("thread.id");
  static final AttributeKey<String> THREAD_NAME = stringKey("thread.name");
  static final AttributeKey<String> THREAD_STATE = stringKey("jvm.thread.state");
  static final AttributeKey<String> CODE_STACK = stringKey("code.stacktrace");
  static final AttributeKey<String> EXCEPTION_TYPE = stringKey("exception.type");
  static final AttributeKey<String> EXCEPTION_MESSAGE = stringKey("exception.message");
  static final AttributeKey<String> EXCEPTION_STACK = stringKey("exception.stacktrace");

  // span and event names
  static final String SNAPSHOT = "harbinger.snapshot";
  static final String EXCEPTION = "exception";
  static final String AT_RISK = "harbinger.request.at_risk";
  static final String GAVE_UP = "harbinger.request.gave_up";
  static final String CONDITION_STARTED = "harbinger.condition.started";
  static final String CONDITION_ENDED = "harbinger.condition.ended";
  static final String LINT = "harbinger.lint";
  static final String PREVIOUS_EXIT = "harbinger.previous_exit";
  static final String SERVER_EXCEPTION = "http.server.request.exception";

  private static final AttributeKey<?>[] LEDGER = new AttributeKey<?>[Kind.values().length];

  static {
    for (Kind kind : Kind.values()) {
      LEDGER[kind.ordinal()] = doubleKey("harbinger.ledger." + kind.label + "_ms");
    }
  }

  private Names() {}

  @SuppressWarnings("unchecked")
  static AttributeKey<Double> ledger(Kind kind) {
    return (AttributeKey<Double>) LEDGER[kind.ordinal()];
  }
}
