package io.harbinger.export;

import io.harbinger.log.Log;
import io.harbinger.signal.Host;
import io.harbinger.timeline.Counters;
import io.harbinger.timeline.TimelineRecorder;
import io.harbinger.watch.Outbox;
import io.harbinger.watch.Telegraph;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * The way out of the process: one outbox, one thread for batches and, from the first warning on,
 * one for warnings.
 *
 * <p>{@link #start} is cheap and builds no exporter; that happens on our own threads, when there is
 * something to send first.
 */
public final class Export {
  private final ExportSettings settings;
  private final LongAdder lost = new LongAdder();
  private final BlockingSender.Stop stop = new BlockingSender.Stop();
  private final Verdicts verdicts = new Verdicts();
  private final MetricReading reading;
  private final OtlpOutbox outbox;
  private final Exporters exporters;
  private final Thread urgent;
  private final Thread batches;

  private Export(ExportSettings settings, Log log) {
    this.settings = settings;
    exporters = new Exporters(settings, stop, log, lost);
    long epochNanos = System.currentTimeMillis() * 1_000_000L;
    reading = new MetricReading(settings.delta, epochNanos, log);
    WaitingLine<Object> warnings = OtlpOutbox.urgentLine();
    urgent = Sending.thread("harbinger-warn", new UrgentSender(warnings, exporters), log);
    outbox = new OtlpOutbox(settings, warnings, urgent, verdicts, lost);
    batches =
        Sending.thread(
            "harbinger-export",
            new BatchSender(outbox.unhurried, settings, exporters, reading),
            log);
  }

  public static Export start(ExportSettings settings, Log log) {
    Export export = new Export(settings, log);
    export.batches.start();
    return export;
  }

  /**
   * From now on there are metrics; what is given is read on our thread at each interval, so call it
   * after main has begun, because MXBeans are among it.
   */
  public void measure(TimelineRecorder recorder, Host host) {
    List<MetricSource> sources =
        Arrays.asList(
            new RequestMetrics(recorder, verdicts, lost),
            new PoolMetrics(recorder),
            new HostMetrics(host, System::nanoTime),
            new JvmMetrics(),
            new SelfMetrics());
    reading.sources = sources;
  }

  /** For people, at the end: what was seen and what Harbinger's own threads cost. */
  public String selfCost(Counters counters) {
    double up = ManagementFactory.getRuntimeMXBean().getUptime() / 1e3;
    return SelfCost.soFar().sentence(counters, lost.sum(), up);
  }

  public Outbox outbox() {
    return outbox;
  }

  /** For when there is no memory left to say things with. */
  public Telegraph telegraph() {
    return Telegrams.to(settings.logs, exporters, lost);
  }

  /** For the one thread that reports how the process before ended. */
  public ExitReports exitReports() {
    return new OtlpExitReports(exporters);
  }

  /** What was dropped or did not arrive: requests, spans, events, metrics. */
  public LongAdder lost() {
    return lost;
  }

  /** From now on what is kept is sent at once, for the process may not live long. */
  public void hurry() {
    outbox.hurry();
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
