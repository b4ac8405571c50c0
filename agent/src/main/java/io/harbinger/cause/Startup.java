package io.harbinger.cause;

import io.harbinger.signal.AcceptQueue;
import io.harbinger.signal.HostView;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * The application was not ready yet: the request did, or waited for, what is done once after a
 * start.
 *
 * <pre>
 *   share = (own code in looks at its thread that show {@link GettingReady}, or waiting for the lock
 *              of a thread that does
 *            + computing in many places while the JIT compiler is at work (≥ 0.3 of a processor)
 *            + time in front of a server that had bound its port and did not accept yet) / elapsed
 *   only in the first two minutes of the process
 * </pre>
 *
 * <p>Being early is no evidence: a slow statement in the first minute is a slow statement, and
 * computing in one place a loop. A 503 that the application answers itself in that time, without an
 * exception, is possibly its way to say that it is not ready.
 */
final class Startup implements Cause {
  private static final long EARLY_MILLIS = 120_000;
  private static final double COMPILING = 0.3;
  private static final int PLACES = 3;

  @Override
  public String value() {
    return "lifecycle.startup";
  }

  @Override
  public int level() {
    return 1;
  }

  @Override
  public Finding look(Evidence evidence) {
    HostView host = evidence.host;
    if (host.uptimeMillis < 0 || host.uptimeMillis > EARLY_MILLIS) {
      return null;
    }
    Blame blame = evidence.blame();
    Charge charge = new Charge(this, evidence);
    String age = "The process is " + Words.time(host.uptimeMillis * 1_000_000) + " old";
    long ready = gettingReady(evidence, charge);
    long cold = cold(evidence);
    long front = notAccepting(host) ? inFront(blame) : 0;
    if (cold > 0) {
      charge.because(
          "It computed for "
              + charge.of(cold)
              + " in code that is not compiled yet: the JIT compiler took "
              + Words.percent(host.compileShare)
              + " of a processor.");
    }
    if (front > 0) {
      charge.because("The server did not accept yet for " + charge.of(front) + ".");
    }
    double share = (ready + cold + front) / (double) blame.elapsed;
    boolean unready = evidence.request.http.status == 503 && evidence.request.failure == null;
    if (share <= 0 && !unready) {
      return null;
    }
    if (share <= 0) {
      charge.share(1).sure(Confidence.POSSIBLE);
      charge.because("The application answered 503 itself, without an exception.");
    } else {
      charge.byShare(share);
    }
    String loading =
        host.classesLoadedPerSecond < 1
            ? ""
            : ", and loads "
                + Words.count((long) host.classesLoadedPerSecond)
                + " classes a second";
    return charge
        .because(age + loading + ".")
        .remedy(
            "Let no request in before the application is ready: a readiness probe, warm-up requests"
                + " before it is added to the gateway (slow start), loadOnStartup and no lazy"
                + " initialisation (spring.main.lazy-initialization=false, initialised pools).");
  }

  private static long gettingReady(Evidence evidence, Charge charge) {
    long sum = 0;
    String what = null;
    String frame = null;
    String before = null;
    String ready = null;
    for (Slice slice : evidence.blame().slices) {
      if (slice.sample == null || slice.doing == Doing.NETWORK || slice.doing == Doing.DB) {
        continue; // somebody outside is asked
      }
      boolean waits = slice.doing == Doing.LOCK;
      String stack = waits ? ofOwner(slice.sample) : slice.sample.stack;
      ready = Objects.equals(stack, before) ? ready : GettingReady.of(stack);
      before = stack;
      if (ready != null) {
        sum += slice.nanos();
        what = (waits ? "waiting for a thread that is " : "") + ready;
        frame = GettingReady.frame(stack);
      }
    }
    if (sum > 0) {
      charge.because("The request spent " + charge.of(sum) + " " + what + " (" + frame + ").");
      charge.detail(what);
    }
    return sum;
  }

  /**
   * The application's method; too deep in a library, that one's class, because a loop in it, such
   * as of a pattern that backtracks, goes through many methods.
   */
  private static String place(String stack) {
    String frame = String.valueOf(Frames.application(stack));
    String method = frame.split("\\(", 2)[0];
    return Frames.library(frame) ? method.split("[$]", 2)[0] : method;
  }

  private static String ofOwner(Sample sample) {
    return sample.owner == null ? null : sample.owner.stack;
  }

  /** Of a loop all looks show one place. */
  private static long cold(Evidence evidence) {
    if (evidence.host.compileShare < COMPILING) {
      return 0;
    }
    Set<String> places = new HashSet<>();
    long sum = 0;
    for (Slice slice : evidence.blame().slices) {
      boolean computes = slice.doing == Doing.CPU || slice.doing == Doing.STARVED;
      if (computes && slice.sample != null && GettingReady.of(slice.sample.stack) == null) {
        sum += slice.nanos();
        places.add(place(slice.sample.stack));
      }
    }
    return places.size() >= PLACES ? sum : 0;
  }

  private static boolean notAccepting(HostView host) {
    for (AcceptQueue queue : host.acceptQueues) {
      if (queue.server != null && !queue.server.accepts) {
        return true;
      }
    }
    return false;
  }

  private static long inFront(Blame blame) {
    Portion front = AcceptBacklog.inFront(blame);
    return front == null ? 0 : front.nanos();
  }
}
