package io.harbinger.watch;

import io.harbinger.gateway.Deadlines;
import io.harbinger.gateway.HangUps;
import io.harbinger.gateway.Judgement;
import io.harbinger.gateway.LintFinding;
import io.harbinger.gateway.Profiles;
import io.harbinger.gateway.UnreadLog;
import io.harbinger.log.Log;
import io.harbinger.signal.Host;
import io.harbinger.signal.HostView;
import io.harbinger.signal.Stall;
import io.harbinger.timeline.Limits;
import io.harbinger.timeline.TimelineRecorder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One tick of the watcher over 10,000 requests in flight: all of them young, or all old enough to
 * be looked at but not yet at risk. Each wait is asynchronous: no thread holds it.
 */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TickBenchmark {

  private static final long SECOND = 1_000_000_000L;
  private static final byte[] HEAD = "GET /item HTTP/1.1".getBytes(StandardCharsets.US_ASCII);

  /** The deadline is 60 s: old from 1 s on, at risk from 18 s on. */
  @Param({"0", "5"})
  public long ageSeconds;

  @Param("10000")
  public int inFlight;

  private final AtomicLong clock = new AtomicLong(SECOND);
  private Watcher watcher;

  @Setup
  public void open() {
    Log log = new Log(System.err, System::nanoTime, Log.Level.INFO);
    Deadlines deadlines =
        new Deadlines(Profiles.named("nginx"), 0, null, System::currentTimeMillis, log);
    Watch watch =
        new Watch(
            log,
            deadlines,
            SECOND / 10,
            0,
            new Sampling(true, 0),
            clock::get,
            System::currentTimeMillis);
    TimelineRecorder recorder =
        new TimelineRecorder(
            clock::get, clock::get, new Limits(), Collections.emptyList(), watch.ends(), log);
    for (int i = 0; i < inFlight; i++) {
      Object request = recorder.requestStarted();
      recorder.method(request, HEAD, 0, 3);
      recorder.path(request, HEAD, 4, 5);
      recorder.peer(request, "127.0.0.1", 40_000, 8080);
      recorder.requestSuspended(request);
    }
    watcher = watcher(recorder, deadlines);
    clock.addAndGet(ageSeconds * SECOND);
  }

  private static Watcher watcher(TimelineRecorder recorder, Deadlines deadlines) {
    Host host = new Calm();
    WaitLog waits = new WaitLog();
    Present present = new Present(recorder, new TrafficLog());
    Deadlocks deadlocks = new Deadlocks();
    DatabaseLooks databases = new DatabaseLooks();
    Looks looks =
        new Looks(
            recorder,
            present,
            new ThreadLooks(
                id -> null,
                now -> false,
                System::nanoTime,
                new LongAdder(),
                new Log(System.err, System::nanoTime, Log.Level.OFF)),
            waits,
            databases,
            deadlocks,
            DatabaseQuestions.NONE,
            new DatabasePorts(() -> null));
    return new Watcher(
        recorder,
        deadlines,
        new Judgement(deadlines),
        new Risk(0.3),
        new HangUps(
            () -> null,
            System::nanoTime,
            new LongAdder(),
            new Log(System.err, System::nanoTime, Log.Level.OFF)),
        new UnreadLog(),
        present,
        new Stillness(host),
        looks,
        new Investigation(
            host,
            waits,
            databases,
            deadlocks,
            present,
            new ConnectLooks(() -> null),
            new Alike(new LongAdder(), new Log(System.err, System::nanoTime, Log.Level.OFF))),
        new Nowhere(),
        new EpochClock(System::currentTimeMillis));
  }

  @Benchmark
  public int tick() {
    watcher.tick(clock.get(), false, null);
    return watcher.watching();
  }

  private static final class Calm implements Host {
    @Override
    public HostView between(long fromNanos, long toNanos) {
      return new HostView();
    }

    @Override
    public HostView now() {
      return new HostView();
    }

    @Override
    public List<Stall> stalls(long fromNanos, long toNanos) {
      return Collections.emptyList();
    }
  }

  private static final class Nowhere implements Outbox {
    @Override
    public void kept(KeptRequest request) {}

    @Override
    public void warning(Warning warning) {}

    @Override
    public void condition(Condition condition) {}

    @Override
    public void lint(LintFinding finding) {}
  }
}
