package io.harbinger.blackbox;

import io.harbinger.export.ExitReports;
import io.harbinger.gateway.LintFinding;
import io.harbinger.log.Daemon;
import io.harbinger.log.Log;
import io.harbinger.signal.Host;
import io.harbinger.signal.OomKills;
import io.harbinger.timeline.RequestView;
import io.harbinger.timeline.TimelineRecorder;
import io.harbinger.watch.Condition;
import io.harbinger.watch.KeptRequest;
import io.harbinger.watch.Outbox;
import io.harbinger.watch.Warning;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The file in which this process leaves what it was doing, should it not live to tell.
 *
 * <pre>
 *   request's thread ─► {@link FlightTable}   ids, start, method, path      at its first moment
 *   watch thread     ─► {@link Notes}         segment, age, cause so far    from 100 ms on
 *                    ─► {@link Vitals}        memory, kills, conditions     1 Hz
 *                    ─► sign of life                                        each tick
 *   shutdown hook    ─► stop begun, stop ended
 * </pre>
 *
 * <p>A process that stops in order reports what it cuts itself, in the last moment; what does not
 * arrive then is left to the next start.
 *
 * <p>Where no file can be made it says so once, and there is none. To be opened after {@code main}
 * has begun.
 */
public final class BlackBox {
  private static final long SECOND = 1_000_000_000L;
  private static final long FLUSH_MILLIS = 100;
  private static final int STACK = 256;
  private static final long LAST_BATCH_MILLIS = 1_000;

  private final BoxSettings settings;
  private final LongSupplier epochMillis;
  private final Log log;
  private final Kernel kernel;
  private final OomKills kills;
  private final TimelineRecorder recorder;

  /** Null where there is no folder. */
  private final BoxFolder folder;

  /** Null where there is no file. */
  private final BoxFile file;

  private final Notes notes;
  private final Vitals vitals;

  /** The watch thread's own. */
  private long vitalsNanos;

  private boolean failed;

  /** Null: nobody reports. */
  private volatile Farewell farewell;

  /** Set when the process stops; nothing but {@link #farewell} writes to the file from then on. */
  private volatile boolean ended;

  /** Asks for the last post; null without. The stopping thread's own. */
  private Thread asking;

  /** Taken while the files of earlier processes are read and handed over. */
  private final Semaphore reporting = new Semaphore(1);

  private BlackBox(
      BoxSettings settings,
      Host host,
      TimelineRecorder recorder,
      File root,
      LongSupplier epochMillis,
      Log log) {
    this.settings = settings;
    this.recorder = recorder;
    this.epochMillis = epochMillis;
    this.log = log;
    kernel = new Kernel(root);
    kills = new OomKills(root);
    folder = settings.enabled ? folder(root) : null;
    file = folder == null ? null : file();
    notes = file == null ? null : new Notes(file.memory, settings.requests, recorder.open);
    vitals = file == null ? null : new Vitals(file.memory, host, kills, settings);
  }

  /**
   * Opens the file; from now on every request that begins is in it.
   *
   * @param root {@code /}
   */
  public static BlackBox open(
      BoxSettings settings,
      Host host,
      TimelineRecorder recorder,
      File root,
      LongSupplier epochMillis,
      Log log) {
    BlackBox box = new BlackBox(settings, host, recorder, root, epochMillis, log);
    if (box.file != null) {
      box.tick(0);
      recorder.flight(new FlightTable(box.file.memory, settings.requests));
      if (!box.file.mapped()) {
        box.flushOften();
      }
    }
    return box;
  }

  private BoxFolder folder(File root) {
    try {
      return BoxFolder.open(settings.folder, kernel, new File(root, "dev/shm").toPath());
    } catch (IOException | RuntimeException failed) {
      log.warn("blackbox", "no black box, set harbinger.blackbox.dir to a folder of ours", failed);
      return null;
    }
  }

  private BoxFile file() {
    Owner owner = Self.owner(settings, kernel);
    try {
      return BoxFile.create(
          folder,
          "harbinger-" + owner.pid + "-" + epochMillis.getAsLong() + unlike(),
          settings.requests,
          owner.lines().toString());
    } catch (IOException | RuntimeException failed) {
      log.warn("blackbox", "no black box in " + folder.path, failed);
      return null;
    }
  }

  /** Several containers with one folder may each have a process 1 that starts now. */
  private static int unlike() {
    return ThreadLocalRandom.current().nextInt(1_000, 10_000);
  }

  /** To be called by the watch thread after each of its ticks. */
  public void tick(long now) {
    if (file == null || failed) {
      return;
    }
    try {
      beat();
      notes.tick(now);
      if (now - vitalsNanos >= SECOND || vitalsNanos == 0) {
        vitalsNanos = now;
        vitals.write(recorder.open.size());
      }
    } catch (Throwable odd) {
      // because the watcher's own work must go on
      failed = true;
      log.warn("blackbox", "the black box in " + folder.path + " is off", odd);
    }
  }

  private void beat() {
    file.memory.putLong(BoxFormat.HEARTBEAT, epochMillis.getAsLong() * 1_000_000L);
  }

  /** Hears what the watch thread says, and passes it on. */
  public Outbox listening(Outbox next) {
    return file == null ? next : new Listening(next);
  }

  /** Looks for what processes before this one have left, on a thread of its own that ends. */
  public void reportPredecessors(ExitReports reports) {
    if (folder == null) {
      return;
    }
    Inquest inquest = new Inquest(kernel, kills);
    Predecessors found =
        new Predecessors(folder, file == null ? null : file.path, settings, inquest, reports, log);
    farewell = file == null ? null : new Farewell(found, reports, file, notes, epochMillis, log);
    Runnable reading = () -> found.reportPatiently(reporting, () -> ended);
    Daemon.of("harbinger-postmortem", STACK, reading, log).start();
  }

  /** The JVM begins to stop, for that reason; requests may go on until its hooks have ended. */
  public void stopBegins(String reason) {
    if (file != null) {
      TextArea.write(file.memory, BoxFormat.STOP_REASON, BoxFormat.STOP_REASON_BYTES, 1, reason);
      file.memory.putLong(BoxFormat.STOP_BEGUN, epochMillis.getAsLong() * 1_000_000L);
      flushNow();
    }
  }

  /** What the last report needs is loaded while the other hooks run. */
  public void prepareReport() {
    Farewell last = farewell;
    if (last != null) {
      last.prepare();
    }
  }

  /** The hooks have ended; what of the last report takes time is done while other things leave. */
  public void stopEnding(long deadline) {
    ended = true;
    Farewell last = farewell;
    if (last != null && recorder.open.size() > 0) {
      asking = Daemon.of("harbinger-ask", STACK, () -> last.begin(deadline), log);
      asking.start();
    }
  }

  /**
   * The JVM is about to halt: who is still in flight is cut.
   *
   * @param deadline when it is to be over, of {@link System#nanoTime}
   */
  public void stopEnds(long deadline) {
    if (asking == null) {
      stopEnding(deadline);
    }
    join(asking, deadline);
    try {
      // a batch that is under way would otherwise be lost, since it is marked as sent
      reporting.tryAcquire(Math.min(LAST_BATCH_MILLIS, left(deadline)), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    if (file == null) {
      return;
    }
    beat();
    file.memory.putLong(BoxFormat.STOP_ENDED, epochMillis.getAsLong() * 1_000_000L);
    if (recorder.open.size() == 0) {
      file.delete();
      return;
    }
    flushNow();
    Farewell last = farewell;
    if (last != null && !last.posts(deadline)) {
      Thread telling = Daemon.of("harbinger-cut", STACK, last::send, log);
      telling.start();
      join(telling, deadline);
    }
  }

  private static void join(Thread thread, long deadline) {
    try {
      if (thread != null) {
        thread.join(left(deadline));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static long left(long deadline) {
    return Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
  }

  private void flushOften() {
    Runnable flushing =
        () -> {
          try {
            while (flushed()) {
              Thread.sleep(FLUSH_MILLIS);
            }
          } catch (IOException failed) {
            log.warn("blackbox", "the black box in " + folder.path + " is off", failed);
          } catch (InterruptedException interrupted) {
            // because then we are to end
          }
        };
    Daemon.lasting("harbinger-blackbox", STACK, flushing, log).start();
  }

  /** False: not any more. */
  private boolean flushed() throws IOException {
    synchronized (file) {
      if (!ended) {
        file.flush(used());
      }
      return !ended;
    }
  }

  private int used() {
    return BoxFormat.size(Math.min(settings.requests, recorder.open.places()));
  }

  void flushNow() {
    try {
      synchronized (file) {
        file.flush(used());
      }
    } catch (IOException failed) {
      log.warn("blackbox", "the black box in " + folder.path + " is off", failed);
    }
  }

  private final class Listening implements Outbox {
    private final Outbox next;

    Listening(Outbox next) {
      this.next = next;
    }

    @Override
    public void kept(KeptRequest request) {
      next.kept(request);
    }

    @Override
    public void warning(Warning warning) {
      notes.warned(warning);
      next.warning(warning);
    }

    @Override
    public void left(RequestView request) {
      notes.left(request.trace.spanId);
      next.left(request);
    }

    @Override
    public void cut(long spanId) {
      notes.cut(spanId);
      next.cut(spanId);
    }

    @Override
    public void condition(Condition condition) {
      vitals.condition(condition);
      next.condition(condition);
    }

    @Override
    public void lint(LintFinding finding) {
      next.lint(finding);
    }
  }

  /** This process, as its file names it. */
  static final class Self {
    private static final String ERROR_FILE = "-XX:ErrorFile=";

    private Self() {}

    static Owner owner(BoxSettings settings, Kernel kernel) {
      long pid = kernel.pid();
      Lines lines =
          new Lines()
              .put("service", settings.service)
              .put("instance", settings.instance)
              .put("version", settings.version)
              .put("pid", pid)
              .put("start_ticks", kernel.startTicks(pid))
              .put("pid_namespace", kernel.pidNamespace())
              .put("boot", kernel.bootId())
              .put("started_ms", ManagementFactory.getRuntimeMXBean().getStartTime())
              .put("folder", System.getProperty("user.dir"));
      for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
        if (argument.startsWith(ERROR_FILE)) {
          lines.put("error_file", argument.substring(ERROR_FILE.length()));
        }
        if (argument.equals("-XX:+ExitOnOutOfMemoryError")) {
          lines.put("exits_on_oome", true);
        }
      }
      return new Owner(lines);
    }
  }
}
