package com.example.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a process carries: nothing, nothing once more (the noise), or an agent as it is delivered,
 * told where to send and to send its metrics every ten seconds.
 */
enum Variant {
  NONE("none", null),
  NONE_AGAIN("none again", null),
  HARBINGER(
      "Harbinger",
      "harbinger.jar",
      "-Dotel.exporter.otlp.endpoint=SINK",
      "-Dotel.metric.export.interval=10000"),
  OPENTELEMETRY(
      "OpenTelemetry",
      "opentelemetry-javaagent.jar",
      "-Dotel.exporter.otlp.endpoint=SINK",
      "-Dotel.exporter.otlp.protocol=http/protobuf",
      "-Dotel.metric.export.interval=10000"),
  ELASTIC(
      "Elastic",
      "elastic-apm-agent.jar",
      "-Delastic.apm.server_url=SINK",
      // else it asks the addresses of three clouds where it is
      "-Delastic.apm.cloud_provider=NONE",
      "-Delastic.apm.metrics_interval=10s"),
  DATADOG(
      "Datadog",
      "dd-java-agent.jar",
      "-Ddd.trace.agent.url=SINK",
      "-Ddd.jmxfetch.check-period=10000");

  final String label;

  /** Null: no agent. */
  private final String jar;

  private final List<String> settings;

  Variant(String label, String jar, String... settings) {
    this.label = label;
    this.jar = jar;
    this.settings = List.of(settings);
  }

  /** Whether it sends a trace of every request. */
  boolean tracesAll() {
    return jar != null && this != HARBINGER;
  }

  boolean isAgent() {
    return jar != null;
  }

  /** For the command line of the process. */
  List<String> options(Path agents, Sink sink) {
    if (jar == null) {
      return List.of();
    }
    Path file = agents.resolve(jar);
    if (!Files.isReadable(file)) {
      throw new IllegalArgumentException("there is no agent at " + file);
    }
    List<String> options = new ArrayList<>(List.of("-javaagent:" + file));
    settings.forEach(setting -> options.add(setting.replace("SINK", sink.address())));
    return options;
  }
}
