package io.harbinger.export;

import io.harbinger.log.Log;
import io.harbinger.watch.Outbox;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * The way out of the process: one outbox, two threads.
 *
 * <p>{@link #start} is cheap and loads nothing of OpenTelemetry's exporters; that happens on our
 * own threads, when there is something to send first.
 */
public final class Export {
  private final LongAdder lost = new LongAdder();
  private final BlockingSender.Stop stop = new BlockingSender.Stop();
  private final OtlpOutbox outbox;
  private final Thread urgent;
  private final Thread batches;

  private Export(ExportSettings settings, List<MetricSource> sources, Log log) {
    Verdicts verdicts = new Verdicts();
    Exporters exporters = new Exporters(settings, stop, log, lost);
    List<MetricSource> all = new ArrayList<>(sources);
    all.add(verdicts);
    long epochNanos = System.currentTimeMillis() * 1_000_000L;
    MetricReading reading = new MetricReading(all, settings.delta, epochNanos, log);
    outbox = new OtlpOutbox(settings, verdicts, lost);
    urgent = Sending.thread("harbinger-warn", new UrgentSender(outbox.urgent, exporters), log);
    batches =
        Sending.thread(
            "harbinger-export", new BatchSender(outbox.kept, settings, exporters, reading), log);
  }

  /**
   * @param sources asked on our thread at each interval of the metrics, the first time one interval
   *     after the start
   */
  public static Export start(ExportSettings settings, List<MetricSource> sources, Log log) {
    Export export = new Export(settings, sources, log);
    export.urgent.start();
    export.batches.start();
    return export;
  }

  public Outbox outbox() {
    return outbox;
  }

  /** What was dropped or did not arrive: requests, spans, events, metrics. */
  public LongAdder lost() {
    return lost;
  }

  /** Sends what waits, for at most so long; both threads at the same time. */
  public void close(long millis) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    stop.by(deadline);
    outbox.close();
    try {
      for (Thread thread : new Thread[] {urgent, batches}) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        thread.join(Math.max(1, left));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
