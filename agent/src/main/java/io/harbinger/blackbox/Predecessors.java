package io.harbinger.blackbox;

import io.harbinger.cause.Finding;
import io.harbinger.export.Arrival;
import io.harbinger.export.ExitReports;
import io.harbinger.export.PreviousExit;
import io.harbinger.log.Log;
import io.harbinger.watch.KeptRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/**
 * Reports what processes of the same service have left, each request once, and tidies up.
 *
 * <pre>
 *   lives, or another one reports it     left alone
 *   of another service, newer format     left alone
 *   damaged                              set aside as .corrupt
 *   stopped in order, nothing cut        deleted
 *   else   mark ─► send ─► refused? unmark, try later, or the next start does
 *                     └──► .txt for people, the file is deleted, but this process's own stays
 * </pre>
 *
 * <p>Marked before sent, unmarked only when the collector surely has nothing: a trace may be lost
 * in a broken connection, never doubled.
 */
final class Predecessors {
  static final int BATCH = 100;
  private static final long[] PAUSES_MILLIS = {5_000, 30_000, 300_000};

  private final BoxFolder folder;

  /** This process's, or null. */
  private final Path own;

  private final BoxSettings settings;
  private final Inquest inquest;
  private final ExitReports reports;
  private final Log log;

  Predecessors(
      BoxFolder folder,
      Path own,
      BoxSettings settings,
      Inquest inquest,
      ExitReports reports,
      Log log) {
    this.folder = folder;
    this.own = own;
    this.settings = settings;
    this.inquest = inquest;
    this.reports = reports;
    this.log = log;
  }

  /**
   * Tries again a few times while the collector refuses.
   *
   * @param reporting taken while it is at it
   */
  void reportPatiently(Semaphore reporting, BooleanSupplier over) {
    try {
      boolean done = report(reporting, over);
      for (int i = 0; !done && i < PAUSES_MILLIS.length; i++) {
        Thread.sleep(PAUSES_MILLIS[i]);
        done = report(reporting, over);
      }
    } catch (InterruptedException interrupted) {
      // because then the next start does it
    } catch (Throwable odd) {
      log.warn("blackbox.report", "what the process before has left cannot be reported", odd);
    }
  }

  private boolean report(Semaphore reporting, BooleanSupplier over) throws Exception {
    reporting.acquire();
    try {
      return over.getAsBoolean() || report();
    } finally {
      reporting.release();
    }
  }

  /** False: something is left for later. */
  boolean report() throws IOException {
    boolean done = true;
    for (Path path : folder.files(BoxFolder.BOX)) {
      if (!path.equals(own)) {
        done &= report(path);
      }
    }
    new Retention(folder, own, settings).tidy();
    return done;
  }

  private boolean report(Path path) {
    try (Claim claim = Claim.of(path)) {
      return claim == null || report(claim);
    } catch (IOException | RuntimeException failed) {
      log.warn("blackbox.read", "cannot read " + path + ", it is left alone", failed);
      return true;
    }
  }

  private boolean report(Claim claim) throws IOException {
    Wreck wreck;
    try {
      wreck = Wreck.read(claim.read());
    } catch (Wreck.NewerFormat newer) {
      log.debug(claim.path + " is left alone: " + newer.getMessage());
      return true;
    } catch (Wreck.NotABox damaged) {
      Path aside = BoxFolder.sibling(claim.path, BoxFolder.CORRUPT);
      Files.move(claim.path, aside, StandardCopyOption.REPLACE_EXISTING);
      log.warn("blackbox.damaged", claim.path + " is set aside as " + aside, damaged);
      return true;
    }
    // the lock may have been lost where a file system has none, so the kernel is asked too
    if (wreck.owner.runs(inquest.kernel) || !wreck.owner.service.equals(settings.service)) {
      return true;
    }
    if (wreck.reported || wreck.endedWell()) {
      Files.deleteIfExists(claim.path);
      return true;
    }
    return report(claim, wreck);
  }

  private boolean report(Claim claim, Wreck wreck) throws IOException {
    PreviousExit exit = exit(wreck, "the process before");
    if (!wreck.eventHanded || !wreck.unreported().isEmpty()) {
      say(exit);
    }
    if (!event(claim, wreck, exit) || !spans(claim, wreck, exit)) {
      return false;
    }
    done(claim, wreck, exit.finding);
    return true;
  }

  PreviousExit exit(Wreck wreck, String who) {
    return Obituary.of(wreck, inquest.of(wreck), who);
  }

  void say(PreviousExit exit) {
    log.warn("blackbox.exit." + exit.instanceId, exit.sentence);
  }

  private void done(Claim claim, Wreck wreck, Finding finding) throws IOException {
    claim.mark(BoxFormat.REPORTED, true);
    keepText(claim.path, Obituary.text(wreck, finding));
    Files.deleteIfExists(claim.path);
  }

  boolean event(Claim claim, Wreck wreck, PreviousExit exit) throws IOException {
    if (wreck.eventHanded) {
      return true;
    }
    claim.mark(BoxFormat.EVENT_HANDED, true);
    if (reports.event(exit) != Arrival.REFUSED) {
      return true;
    }
    claim.mark(BoxFormat.EVENT_HANDED, false);
    return false;
  }

  private boolean spans(Claim claim, Wreck wreck, PreviousExit exit) throws IOException {
    List<CutRequest> left = wreck.unreported();
    for (int from = 0; from < left.size(); from += BATCH) {
      if (!batch(
          claim,
          wreck,
          exit,
          left.subList(from, Math.min(from + BATCH, left.size())),
          Known.NOTHING)) {
        return false;
      }
    }
    return true;
  }

  boolean batch(Claim claim, Wreck wreck, PreviousExit exit, List<CutRequest> batch, Known known)
      throws IOException {
    if (batch.isEmpty()) {
      return true;
    }
    claim.mark(batch, true);
    long gone = inquest.goneEpochNanos(wreck);
    List<KeptRequest> kept = Obituary.requests(wreck, exit.finding, batch, gone, gone, known);
    if (reports.spans(exit, kept) == Arrival.REFUSED) {
      claim.mark(batch, false);
      return false;
    }
    return true;
  }

  void keepText(Path box, String text) {
    Path file = BoxFolder.sibling(box, BoxFolder.REPORT);
    try {
      Files.deleteIfExists(file);
      Files.createFile(file, BoxFolder.forOwner(file, "rw-------"));
      Files.write(file, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.WRITE);
    } catch (IOException full) {
      log.debug("no " + file + ": " + full);
    }
  }
}
