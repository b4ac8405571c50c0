package io.harbinger.signal;

import io.harbinger.log.Daemon;
import io.harbinger.log.Log;
import java.io.File;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Reads every {@link Signal} once a second into the {@link History} and answers for the host.
 *
 * <p>Who asks about the present finds no reading older than {@link #FRESH}: trouble may have begun
 * just now, and whatever takes the processors delays the regular reading, too.
 *
 * <p>A signal that fails is dropped with one line. To be started after the application's {@code
 * main}, because it touches the management beans.
 */
public final class Signals implements Host {
  private static final long SECOND = 1_000_000_000L;
  private static final long FRESH = 250_000_000L;
  private static final int STACK = 128;

  private final Log log;
  private final LongSupplier nanoTime;
  private final History history = new History();
  private final StallLog stalls = new StallLog();
  private final StallReason reason;
  private final Hiccups hiccups;
  private final ProcessorWaits processorWaits;
  private final List<Signal> signals = new ArrayList<>();
  private final ProcFile proc;
  private final Supplier<List<AcceptQueue.ServerSocket>> servers;
  private GcPauses gcPauses;
  private long readNanos;
  private volatile boolean stopped;
  private volatile JvmStop stop;

  /**
   * @param root {@code /}, or a folder with recorded {@code proc} and {@code sys}
   * @param servers what the servers in this process say of their listening sockets
   */
  public Signals(
      Log log, File root, LongSupplier nanoTime, Supplier<List<AcceptQueue.ServerSocket>> servers) {
    this.servers = servers;
    this.log = log;
    this.nanoTime = nanoTime;
    this.proc = new ProcFile(root);
    this.reason = new StallReason(proc, nanoTime);
    this.hiccups = new Hiccups(stalls, reason, nanoTime, Jvm::processCpuNanos);
    this.processorWaits = new ProcessorWaits(proc, hiccups::starvedNanos);
  }

  public void start() {
    gcPauses = new GcPauses(stalls, nanoTime);
    gcPauses.start();
    listen();
    Daemon.lasting("harbinger-hiccups", STACK, hiccups, log).start();
    Daemon.lasting("harbinger-signals", STACK, this::readEverySecond, log).start();
  }

  void listen() {
    signals.add(new Jvm());
    signals.add(hiccups);
    signals.add(new HostCpu(proc));
    signals.add(new RunDelay(proc));
    signals.add(new CgroupCpu(proc));
    signals.add(new CgroupMemory(proc));
    signals.add(new Pressure(proc));
    signals.add(new ProcSelf(proc));
    signals.add(new Descriptors(proc));
    signals.add(new Backlog(proc, stalls, servers, nanoTime));
  }

  public void stop() {
    stopped = true;
    hiccups.stop();
    if (gcPauses != null) {
      gcPauses.stop();
    }
  }

  /** Little work that is done whenever the thread that notes stalls wakes, with the time. */
  public void eachWaking(LongConsumer work) {
    hiccups.eachWaking(
        now -> {
          processorWaits.woken(now);
          work.accept(now);
        });
  }

  /** The JVM begins to stop; reading goes on. */
  public void stopBegins(JvmStop begun) {
    stop = begun;
  }

  @Override
  public JvmStop jvmStop() {
    return stop;
  }

  private void readEverySecond() {
    while (!stopped) {
      try {
        readAll();
      } catch (OutOfMemoryError full) {
        // the application's want: a later reading may have room
      }
      LockSupport.parkNanos(SECOND);
    }
  }

  /** Called by the signal thread and by the watcher, under this object's lock. */
  synchronized void readAll() {
    long now = nanoTime.getAsLong();
    readNanos = now;
    Reading reading = new Reading(now);
    for (Iterator<Signal> all = signals.iterator(); all.hasNext(); ) {
      Signal signal = all.next();
      try {
        signal.read(reading);
      } catch (OutOfMemoryError full) {
        throw full; // no fault of the signal
      } catch (Throwable odd) {
        all.remove();
        log.warn(
            "signal." + signal.getClass().getSimpleName(),
            "the signal " + signal.getClass().getSimpleName() + " is off: " + odd);
      }
    }
    reading.doneNanos = nanoTime.getAsLong();
    reason.remember(reading);
    history.add(reading);
  }

  @Override
  public HostView between(long fromNanos, long toNanos) {
    freshen(toNanos);
    return view(fromNanos, toNanos);
  }

  @Override
  public HostView now() {
    long now = nanoTime.getAsLong();
    return view(now - 3 * SECOND, now);
  }

  private HostView view(long fromNanos, long toNanos) {
    HostView view = history.between(fromNanos, toNanos);
    JvmStop begun = stop;
    view.stop = begun != null && begun.begunNanos - toNanos <= 0 ? begun : null;
    return view;
  }

  private synchronized void freshen(long until) {
    if (readNanos != 0 && until - readNanos >= FRESH) {
      readAll();
    }
  }

  @Override
  public ProcessorWait processorWait() {
    return processorWaits.last();
  }

  @Override
  public List<Stall> stalls(long fromNanos, long toNanos) {
    return stalls.between(fromNanos, toNanos);
  }

  @Override
  public long queuedNanos(long fromNanos, long toNanos, boolean full) {
    return history.queuedNanos(fromNanos, toNanos, full);
  }

  /** Sum of the stalls since the start. */
  public long stallNanos() {
    return stalls.totalNanos();
  }
}
