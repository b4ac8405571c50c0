package io.harbinger.export;

import io.harbinger.gateway.LintFinding;
import io.harbinger.watch.Condition;
import io.harbinger.watch.KeptRequest;
import io.harbinger.watch.Outbox;
import io.harbinger.watch.Warning;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * Two waiting lines, each with a thread that makes spans and events out of what waits.
 *
 * <pre>
 *   warning, condition ─► urgent    ─► {@link UrgentSender}   at once
 *   kept, lint         ─► unhurried ─► {@link BatchSender}    by batches; metrics between them
 * </pre>
 *
 * <p>Nobody who hands something over waits for the network: what finds its line full is dropped and
 * counted.
 */
final class OtlpOutbox implements Outbox {
  private static final int URGENT = 512;
  private static final long URGENT_BYTES = 4L << 20;
  private static final long KEPT_BYTES = 8L << 20;

  /** Kept requests and what lints found. */
  final WaitingLine<Object> unhurried;

  private final WaitingLine<Object> urgent;

  /** Started by whoever warns first: most processes never do. */
  private final Thread urgentThread;

  private final AtomicBoolean started = new AtomicBoolean();
  private final ExportSettings settings;
  private final Verdicts verdicts;
  private final LongAdder lost;

  OtlpOutbox(
      ExportSettings settings,
      WaitingLine<Object> urgent,
      Thread urgentThread,
      Verdicts verdicts,
      LongAdder lost) {
    this.settings = settings;
    this.urgent = urgent;
    this.urgentThread = urgentThread;
    this.verdicts = verdicts;
    this.lost = lost;
    this.unhurried = new WaitingLine<>(settings.maxSpans, KEPT_BYTES);
  }

  static WaitingLine<Object> urgentLine() {
    return new WaitingLine<>(URGENT, URGENT_BYTES);
  }

  @Override
  public void kept(KeptRequest request) {
    verdicts.count(request);
    if (settings.traces.enabled) {
      unhurried(request, Weight.of(request.request));
    }
  }

  @Override
  public void warning(Warning warning) {
    if (settings.traces.enabled || settings.logs.enabled) {
      long stack = warning.stack == null ? 0 : 2L * warning.stack.length();
      urgent(warning, Weight.of(warning.request) + stack);
    }
  }

  @Override
  public void condition(Condition condition) {
    verdicts.condition(condition);
    if (settings.logs.enabled) {
      urgent(condition, 1_024);
    }
  }

  @Override
  public void lint(LintFinding finding) {
    if (settings.logs.enabled) {
      unhurried(finding, 1_024);
    }
  }

  void hurry() {
    unhurried.hurry();
  }

  void close() {
    urgent.close();
    unhurried.close();
  }

  private void urgent(Object item, long weight) {
    countIfLost(urgent.offer(item, weight, 1));
    if (started.compareAndSet(false, true)) {
      try {
        urgentThread.start();
      } catch (OutOfMemoryError noThread) {
        started.set(false); // the next one may find room for it
      }
    }
  }

  private void unhurried(Object item, long weight) {
    countIfLost(unhurried.offer(item, weight, BatchSender.wakeAt(settings)));
  }

  private void countIfLost(boolean taken) {
    if (!taken) {
      lost.increment();
    }
  }
}
