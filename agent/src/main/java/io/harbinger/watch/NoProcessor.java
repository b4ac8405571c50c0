package io.harbinger.watch;

import io.harbinger.cause.Finding;
import io.harbinger.cause.Strain;
import io.harbinger.signal.Host;
import io.harbinger.signal.HostView;
import io.harbinger.signal.ProcessorWait;
import io.harbinger.signal.ThreadRun;
import java.util.function.LongSupplier;

/**
 * The watch thread is ready to run and gets no processor: one of its ticks, a few milliseconds of
 * work, takes seconds then, while a thread with next to nothing to do still wakes in time.
 *
 * <pre>
 *   the thread that asks waited itself for ≥ 20 % of half a second    holds, and for two seconds more
 *   a tick lasts ≥ 250 ms, and in 100 ms or more of it the watch thread
 *     was ready in two of three looks and ran for &lt; 30 %        holds, and for two seconds more
 * </pre>
 *
 * <p>Not where this process's own collections take ≥ 30 % of the time: they are the cause then.
 *
 * <p>Asked by the thread that notes stalls, fifty times a second, and by who speaks; guarded by
 * itself.
 */
final class NoProcessor implements Want {
  private static final long OVERDUE = 250_000_000L;
  private static final long STRETCH = 100_000_000L;
  private static final long LINGERS = 2_000_000_000L;
  private static final double RUNS = 0.3;
  private static final double COLLECTS = 0.3;
  private static final long STRETCH_OF_WAIT = 500_000_000L;

  private final ThreadRun watcher;
  private final LongSupplier tickBegun;
  private final Host host;

  private long tick;
  private long sinceNanos;
  private double ranBefore;
  private int looks;
  private int ready;
  private volatile boolean ever;
  private volatile long lastNanos;

  /** Since when it holds without a break. */
  private long beganNanos;

  /**
   * @param tickBegun {@code nanoTime} at which the present tick began; 0 between two ticks
   */
  NoProcessor(ThreadRun watcher, LongSupplier tickBegun, Host host) {
    this.watcher = watcher;
    this.tickBegun = tickBegun;
    this.host = host;
  }

  @Override
  public synchronized boolean look(long now) {
    long begun = tickBegun.getAsLong();
    if (begun == 0 || now - begun < OVERDUE) {
      tick = 0;
    } else if (tick != begun) {
      tick = begun;
      sinceNanos = now;
      ranBefore = watcher.runNanos();
      looks = 0;
      ready = 0;
    } else {
      look(begun, now);
    }
    ProcessorWait wait = host.processorWait();
    if (wait.isRecent(now) && wait.share >= ProcessorShort.START) {
      found(now, wait.endNanos - STRETCH_OF_WAIT);
    }
    return holds(now);
  }

  private void look(long begun, long now) {
    looks++;
    ready += watcher.ready() ? 1 : 0;
    long stretch = now - sinceNanos;
    boolean starved =
        stretch >= STRETCH
            && ready * 3 >= looks * 2
            && ranBefore >= 0
            && watcher.runNanos() - ranBefore < RUNS * stretch;
    if (starved) {
      found(now, begun);
    }
  }

  private void found(long now, long since) {
    if (collects()) {
      return;
    }
    beganNanos = holds(now) ? beganNanos : since;
    lastNanos = now;
    ever = true; // last, because it is read without the lock
  }

  private boolean collects() {
    HostView view = host.now();
    return view.gcShare >= COLLECTS && !Strain.crowdedOut(view, host.processorWait());
  }

  /** Others have the processors, not this process itself. */
  boolean crowdedOut(long now) {
    return holds(now) && Strain.crowdedOut(host.now(), host.processorWait());
  }

  private boolean holds(long now) {
    return ever && now - lastNanos < LINGERS;
  }

  @Override
  public Finding finding(long now) {
    return Strain.seen(host.now(), host.processorWait());
  }

  @Override
  public synchronized double share(long sinceNanos) {
    long all = Math.max(1, lastNanos - sinceNanos);
    return Math.max(0, Math.min(1, (lastNanos - beganNanos) / (double) all));
  }

  @Override
  public boolean blinds() {
    return false;
  }
}
