package io.harbinger.export;

import io.harbinger.log.Log;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.io.IOException;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * One signal on its way to the collector: builds its exporter when there is something to send
 * first, counts what did not arrive, and says so once.
 *
 * <p>Each thread that sends has deliveries of its own, so that a batch that hangs holds up no
 * warning.
 */
final class Delivery<T> {
  interface Exporter<T> {
    CompletableResultCode export(Collection<T> batch);
  }

  interface Factory<T> {
    Exporter<T> build() throws IOException;
  }

  private final String signal;
  private final ExportSettings.Target target;
  private final long timeoutMillis;
  private final Factory<T> factory;
  private final Log log;
  private final LongAdder lost;

  /** Belongs to the one thread that sends. */
  private Exporter<T> exporter;

  private boolean hopeless;

  Delivery(
      String signal,
      ExportSettings.Target target,
      long timeoutMillis,
      Factory<T> factory,
      Log log,
      LongAdder lost) {
    this.signal = signal;
    this.target = target;
    this.timeoutMillis = timeoutMillis;
    this.factory = factory;
    this.log = log;
    this.lost = lost;
  }

  boolean enabled() {
    return target.enabled;
  }

  /** What nobody wants has arrived. */
  Arrival send(Collection<T> batch) {
    if (batch.isEmpty() || !target.enabled) {
      return Arrival.ARRIVED;
    }
    if (!built()) {
      lost.add(batch.size());
      return Arrival.REFUSED;
    }
    String failure = null;
    Arrival arrival = Arrival.UNCERTAIN;
    try {
      CompletableResultCode result =
          exporter.export(batch).join(timeoutMillis, TimeUnit.MILLISECONDS);
      if (!result.isDone()) {
        failure = "no answer in " + timeoutMillis + " ms";
      } else if (!result.isSuccess()) {
        failure = Failures.inWords(result.getFailureThrowable());
        arrival = Failures.refused(result.getFailureThrowable());
      }
    } catch (RuntimeException | LinkageError failed) {
      failure = failed.toString();
    }
    if (failure != null) {
      lost.add(batch.size());
      log.warn(
          "export",
          signal + " do not arrive at " + target.shown() + " (" + failure + "), they are dropped");
    }
    return failure == null ? Arrival.ARRIVED : arrival;
  }

  /** Builds the exporter before there is something to send. */
  void prepare() {
    if (target.enabled) {
      built();
    }
  }

  private boolean built() {
    if (exporter == null && !hopeless) {
      try {
        exporter = factory.build();
      } catch (IOException | RuntimeException | LinkageError failed) {
        hopeless = true;
        log.warn("export." + signal, signal + " are not exported to " + target.shown(), failed);
      }
    }
    return exporter != null;
  }
}
