package io.harbinger.watch;

import io.harbinger.bridge.Kind;
import io.harbinger.gateway.HangUp;
import io.harbinger.gateway.HangUps;
import io.harbinger.timeline.Failure;
import io.harbinger.timeline.HttpView;
import io.harbinger.timeline.LaneView;
import io.harbinger.timeline.RequestView;
import io.harbinger.timeline.SegmentView;
import io.harbinger.timeline.TraceContext;
import java.util.Arrays;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * One diagnosis that nobody hears, before it is needed, of a request that never was; and the way
 * out for who has no processor is tried.
 *
 * <p>It loads what the first real one needs. A process that has no processor left, or no memory,
 * would take seconds for that, just when the time until the gateway gives up is short.
 */
final class Rehearsal {
  private static final long LASTED = TimeUnit.SECONDS.toNanos(2);

  private final Watcher watcher;
  private final Investigation investigation;
  private final ThreadLooks threads;
  private final HangUps hangUps;
  private final LongConsumer lastWords;
  private boolean done;

  Rehearsal(
      Watcher watcher,
      Investigation investigation,
      ThreadLooks threads,
      HangUps hangUps,
      LongConsumer lastWords) {
    this.lastWords = lastWords;
    this.watcher = watcher;
    this.investigation = investigation;
    this.threads = threads;
    this.hangUps = hangUps;
  }

  /**
   * @param serves the application has answered somebody: it does not start any more
   */
  void second(long now, boolean serves) {
    if (!done && serves) {
      done = true;
      diagnose(request(now, null));
      diagnose(request(now, new Failure("java.sql.SQLException", "none", "", "08006", "")));
      hangUps.look(now);
      lastWords.accept(now);
    }
  }

  private void diagnose(RequestView request) {
    Watched watched = watcher.watched(request);
    threads.sample(Collections.singletonMap(watched, Thread.currentThread()), request.endNanos);
    watched.hangUp = new HangUp(HangUp.Source.FIN, request.startNanos, request.endNanos);
    investigation.of(request, watched, watcher.judge(request, watched, LASTED, request.ended));
  }

  private static RequestView request(long now, Failure failure) {
    long start = now - LASTED;
    LaneView own =
        new LaneView(
            0,
            "none",
            -1,
            start,
            now,
            failure == null,
            Arrays.asList(
                segment(Kind.POOL_WAIT, start, start + LASTED / 4, false),
                segment(Kind.CALL, start + LASTED / 4, start + LASTED / 2, false),
                segment(Kind.DB, start + LASTED / 2, now, failure == null)),
            Collections.emptyMap(),
            Collections.emptyMap(),
            false);
    HttpView http =
        new HttpView("GET", "/", "/", 0, -1, Collections.emptyMap(), Collections.emptyMap());
    return new RequestView(
        new TraceContext(0, 0, 0, 0, (byte) 0, null),
        http,
        null,
        0,
        start,
        now,
        failure != null,
        false,
        false,
        failure,
        Collections.singletonList(own),
        0,
        0,
        null);
  }

  private static SegmentView segment(Kind kind, long start, long end, boolean open) {
    return new SegmentView(kind, "none", start, end, open, 0, 0, 0, null, null);
  }
}
