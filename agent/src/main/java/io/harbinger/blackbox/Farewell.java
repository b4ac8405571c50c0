package io.harbinger.blackbox;

import io.harbinger.export.ExitReports;
import io.harbinger.export.LastPost;
import io.harbinger.export.PreviousExit;
import io.harbinger.log.Log;
import io.harbinger.watch.KeptRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * What a process that halts says of the requests that it cuts.
 *
 * <pre>
 *   prepare   load and encode for nothing               while the hooks run
 *   begin     does the collector take a last post?      while the last traces leave
 *   posts     encode who is in flight, then who came meanwhile
 *             who of them is still there? mark ─► post ─► the JVM halts
 * </pre>
 *
 * <p>Requests go on until the JVM halts: some end, others begin. So nothing waits between the last
 * look and the halt, not even for an answer. Where there is no such post, batches are sent as those
 * of processes before; who ends meanwhile is told as cut, too. The file stays for the next start,
 * which finds in it who was cut and not told of.
 */
final class Farewell {
  private static final String SELF = "this process";
  private static final long NAP_NANOS = 500_000;

  /** On a busy machine a JVM's halt takes so long: threads in native code are waited for. */
  private static final long HALT_NANOS = 1_000_000_000L;

  private static final String TROUBLE = "what this process cuts cannot be reported";

  private final Predecessors predecessors;
  private final ExitReports reports;
  private final BoxFile file;
  private final Known known;
  private final LongSupplier epochMillis;
  private final Log log;

  /** Null where there is none. */
  private final LastPost post;

  /** Written by {@link #begin}'s thread. */
  private volatile boolean taken;

  private final List<CutRequest> cut = new ArrayList<>();
  private final List<byte[]> encoded = new ArrayList<>();
  private final Set<Long> spans = new HashSet<>();

  Farewell(
      Predecessors predecessors,
      ExitReports reports,
      BoxFile file,
      Known known,
      LongSupplier epochMillis,
      Log log) {
    this.epochMillis = epochMillis;
    this.predecessors = predecessors;
    this.reports = reports;
    this.file = file;
    this.known = known;
    this.log = log;
    this.post = reports.lastPost();
  }

  void prepare() {
    try {
      Wreck wreck = read();
      PreviousExit exit = exit(wreck);
      if (post == null) {
        reports.prepare(exit, requests(wreck, exit, wreck.requests));
      } else {
        encode(wreck, exit);
        post.encoded(exit);
        forget();
      }
    } catch (Throwable odd) {
      log.debug("the report of what this process cuts cannot be prepared: " + odd);
    }
  }

  void begin(long deadlineNanos) {
    try {
      taken = post != null && post.knock(deadlineNanos);
    } catch (Throwable odd) {
      log.debug("the collector cannot be asked for a last post: " + odd);
    }
  }

  /** False: the collector takes no last post, and {@link #send} is the way. */
  boolean posts(long deadlineNanos) {
    try {
      if (taken) {
        post(deadlineNanos);
      }
    } catch (Throwable odd) {
      log.warn("blackbox.report", TROUBLE, odd);
    }
    return taken;
  }

  /** By batches, each of which is read just before it is sent, and waits for its answer. */
  void send() {
    try {
      sendBatches();
    } catch (Throwable odd) {
      log.warn("blackbox.report", TROUBLE, odd);
    }
  }

  private void post(long deadlineNanos) throws Exception {
    Wreck wreck = read();
    PreviousExit exit = exit(wreck);
    encode(wreck, exit);
    byte[] event = post.encoded(exit);
    predecessors.say(exit);
    predecessors.keepText(file.path, Obituary.text(wreck, exit.finding));
    encode(read(), exit);
    // who has just run long is the first to be interrupted
    LockSupport.parkNanos(NAP_NANOS);
    List<byte[]> still = new ArrayList<>(encoded.size());
    for (int i = 0; i < cut.size(); i++) {
      if (isThere(cut.get(i))) {
        mark(cut.get(i), true);
        still.add(encoded.get(i));
      }
    }
    if (still.isEmpty()) {
      return;
    }
    file.memory.putLong(BoxFormat.EVENT_HANDED, 1);
    file.flush(file.memory.capacity());
    if (!post.post(still, event, deadlineNanos)) {
      file.memory.putLong(BoxFormat.EVENT_HANDED, 0);
      cut.forEach(request -> mark(request, false));
      file.flush(file.memory.capacity());
    }
  }

  /** Those that are not encoded yet. */
  private void encode(Wreck wreck, PreviousExit exit) {
    for (CutRequest request : wreck.unreported()) {
      if (spans.add(request.trace.spanId)) {
        List<CutRequest> one = Collections.singletonList(request);
        encoded.add(post.encoded(exit, requests(wreck, exit, one).get(0)));
        cut.add(request);
      }
    }
  }

  private List<KeptRequest> requests(Wreck wreck, PreviousExit exit, List<CutRequest> cut) {
    long now = epochMillis.getAsLong() * 1_000_000L;
    return Obituary.requests(wreck, exit.finding, cut, now, now + HALT_NANOS, known);
  }

  private void forget() {
    cut.clear();
    encoded.clear();
    spans.clear();
  }

  private boolean isThere(CutRequest request) {
    int at = BoxFormat.slot(request.slot);
    return file.memory.getLong(at) != 0
        && file.memory.getLong(at + BoxFormat.SPAN) == request.trace.spanId;
  }

  private void mark(CutRequest request, boolean handed) {
    int at = BoxFormat.slot(request.slot) + BoxFormat.HANDED;
    file.memory.putLong(at, handed ? request.trace.spanId : 0);
  }

  private Wreck read() throws Exception {
    return Wreck.read(Claim.own(file).read());
  }

  private PreviousExit exit(Wreck wreck) {
    return predecessors.exit(wreck, SELF);
  }

  private void sendBatches() throws Exception {
    Claim claim = Claim.own(file);
    Wreck wreck = Wreck.read(claim.read());
    PreviousExit exit = exit(wreck);
    predecessors.say(exit);
    predecessors.keepText(claim.path, Obituary.text(wreck, exit.finding));
    boolean goesOn = predecessors.event(claim, wreck, exit);
    for (int told = 0; goesOn && told < wreck.requests.size(); told += Predecessors.BATCH) {
      List<CutRequest> left = Wreck.read(claim.read()).unreported();
      left = left.subList(0, Math.min(Predecessors.BATCH, left.size()));
      goesOn = predecessors.batch(claim, wreck, exit, left, known);
    }
    file.flush(file.memory.capacity());
  }
}
