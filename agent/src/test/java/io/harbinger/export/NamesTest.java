package io.harbinger.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.bridge.Kind;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.semconv.CodeAttributes;
import io.opentelemetry.semconv.DbAttributes;
import io.opentelemetry.semconv.ErrorAttributes;
import io.opentelemetry.semconv.ExceptionAttributes;
import io.opentelemetry.semconv.HttpAttributes;
import io.opentelemetry.semconv.JvmAttributes;
import io.opentelemetry.semconv.NetworkAttributes;
import io.opentelemetry.semconv.SchemaUrls;
import io.opentelemetry.semconv.ServerAttributes;
import io.opentelemetry.semconv.UrlAttributes;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The names are a promise to whoever builds dashboards and collector rules on them. */
class NamesTest {
  private static final Map<String, String> PROMISED =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("harbinger.cause", "STRING"),
              Map.entry("harbinger.cause.confidence", "STRING"),
              Map.entry("harbinger.cause.share", "DOUBLE"),
              Map.entry("harbinger.cause.detail", "STRING"),
              Map.entry("harbinger.causes", "STRING_ARRAY"),
              Map.entry("harbinger.symptoms", "STRING_ARRAY"),
              Map.entry("harbinger.culprit", "STRING"),
              Map.entry("harbinger.evidence", "STRING_ARRAY"),
              Map.entry("harbinger.remedy", "STRING"),
              Map.entry("harbinger.gateway.profile", "STRING"),
              Map.entry("harbinger.gateway.deadline_ms", "LONG"),
              Map.entry("harbinger.gateway.deadline_source", "STRING"),
              Map.entry("harbinger.gateway.outcome", "STRING"),
              Map.entry("harbinger.gateway.status", "LONG"),
              Map.entry("harbinger.gateway.hangup_ms", "LONG"),
              Map.entry("harbinger.gateway.hangup_source", "STRING"),
              Map.entry("harbinger.queue_ms", "LONG"),
              Map.entry("harbinger.db.calls", "LONG"),
              Map.entry("harbinger.db.repeated_calls", "LONG"),
              Map.entry("harbinger.kept", "STRING"),
              Map.entry("harbinger.resource", "STRING"),
              Map.entry("harbinger.level", "DOUBLE"),
              Map.entry("harbinger.firewall_inbound_suspected", "BOOLEAN"),
              Map.entry("harbinger.limit", "DOUBLE"),
              Map.entry("harbinger.lint.check", "STRING"),
              Map.entry("harbinger.previous_exit.requests", "LONG"),
              Map.entry("harbinger.previous_exit.uptime_s", "DOUBLE"),
              Map.entry("harbinger.time_to_exhaustion_s", "DOUBLE")));

  @Test
  void ourAttributesHaveThePromisedNamesAndTypes() throws IllegalAccessException {
    Map<String, String> ours = new TreeMap<>();
    for (AttributeKey<?> key : keysOf(Names.class)) {
      if (key.getKey().startsWith("harbinger.")) {
        ours.put(key.getKey(), key.getType().name());
      }
    }
    assertThat(ours).isEqualTo(PROMISED);
  }

  @Test
  void theLedgerHasOneNameForEachKind() {
    assertThat(Arrays.stream(Kind.values()).map(kind -> Names.ledger(kind).getKey()))
        .containsExactly(
            Stream.of(
                    "pool_wait db db_fetch call dns worker_queue task_queue lock gc stall cpu"
                        + " write other")
                .flatMap(names -> Arrays.stream(names.split(" ")))
                .map(name -> "harbinger.ledger." + name + "_ms")
                .toArray(String[]::new));
  }

  @Test
  void eventsHaveThePromisedNames() {
    assertThat(
            Set.of(
                Names.AT_RISK,
                Names.GAVE_UP,
                Names.CONDITION_STARTED,
                Names.CONDITION_ENDED,
                Names.LINT,
                Names.PREVIOUS_EXIT,
                Names.SNAPSHOT))
        .containsExactlyInAnyOrder(
            "harbinger.request.at_risk",
            "harbinger.request.gave_up",
            "harbinger.condition.started",
            "harbinger.condition.ended",
            "harbinger.lint",
            "harbinger.previous_exit",
            "harbinger.snapshot");
  }

  @Test
  void ourMetricsHaveThePromisedNames() {
    assertThat(
            Arrays.stream(Meters.values())
                .map(meter -> meter.label)
                .filter(label -> label.startsWith("harbinger.")))
        .containsExactlyInAnyOrder(
            "harbinger.requests",
            "harbinger.thread_pool.active",
            "harbinger.thread_pool.max",
            "harbinger.thread_pool.queue.size",
            "harbinger.thread_pool.queue.wait",
            "harbinger.condition",
            "harbinger.time_to_exhaustion",
            "harbinger.stall.duration",
            "harbinger.cpu.throttled",
            "harbinger.backlog.size",
            "harbinger.backlog.limit",
            "harbinger.backlog.drops",
            "harbinger.self.cpu",
            "harbinger.self.allocated",
            "harbinger.self.kept",
            "harbinger.self.forgotten",
            "harbinger.self.dropped",
            "harbinger.self.thinned",
            "harbinger.self.errors");
  }

  @Test
  void allOtherAttributesAreOfTheSemanticConventions() throws IllegalAccessException {
    Set<AttributeKey<?>> stable = new HashSet<>();
    for (Class<?> group :
        new Class<?>[] {
          CodeAttributes.class,
          DbAttributes.class,
          ErrorAttributes.class,
          ExceptionAttributes.class,
          HttpAttributes.class,
          JvmAttributes.class,
          NetworkAttributes.class,
          ServerAttributes.class,
          UrlAttributes.class
        }) {
      stable.addAll(keysOf(group));
    }
    Set<String> notStable = new TreeSet<>();
    for (AttributeKey<?> key : keysOf(Names.class)) {
      if (!key.getKey().startsWith("harbinger.") && !stable.contains(key)) {
        notStable.add(key.getKey());
      }
    }
    assertThat(notStable)
        .containsExactlyInAnyOrder(
            "db.client.connection.pool.name",
            "http.response.body.size",
            "thread.id",
            "thread.name");
    assertThat(Names.SCHEMA).isEqualTo(SchemaUrls.V1_45_0);
  }

  private static Set<AttributeKey<?>> keysOf(Class<?> type) throws IllegalAccessException {
    Set<AttributeKey<?>> keys = new HashSet<>();
    for (Field field : type.getDeclaredFields()) {
      if (field.getType() == AttributeKey.class) {
        field.setAccessible(true);
        keys.add((AttributeKey<?>) field.get(null));
      }
    }
    return keys.stream().collect(Collectors.toSet());
  }
}
