package io.harbinger.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.harbinger.cause.Confidence;
import io.harbinger.cause.Finding;
import io.harbinger.cause.Verdict;
import io.harbinger.gateway.Deadline;
import io.harbinger.gateway.LintFinding;
import io.harbinger.gateway.Outcome;
import io.harbinger.gateway.Profiles;
import io.harbinger.log.Log;
import io.harbinger.signal.Host;
import io.harbinger.signal.HostView;
import io.harbinger.signal.Stall;
import io.harbinger.timeline.Limits;
import io.harbinger.timeline.RequestEnd;
import io.harbinger.timeline.RequestView;
import io.harbinger.timeline.Timeline;
import io.harbinger.timeline.TimelineRecorder;
import io.harbinger.watch.Condition;
import io.harbinger.watch.KeptRequest;
import io.harbinger.watch.Outbox;
import io.harbinger.watch.Warning;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlackBoxTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Finding KILLED =
      Inquest.finding(Inquest.KILLED, Confidence.PROBABLE, null, "");

  @TempDir Path temporary;

  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
  private final Log log = new Log(new PrintStream(stderr), System::nanoTime, Log.Level.INFO);
  private final BoxSettings settings = new BoxSettings();
  private long nanos = 100 * SECOND;
  private boolean unreadable;
  private final TimelineRecorder recorder =
      new TimelineRecorder(
          () -> nanos,
          () -> DeadProcess.HEARTBEAT,
          new Limits(),
          Collections.emptyList(),
          new RequestEnd() {
            @Override
            public boolean keeps(Timeline ended, int status, boolean failed) {
              return false;
            }

            @Override
            public void take(RequestView view, Object attachment, long silentNanos) {}
          },
          log);
  private Path folder;

  @BeforeEach
  void start() {
    folder = temporary.resolve("box");
    settings.enabled = true;
    settings.folder = folder.toString();
    settings.requests = 64;
    settings.service = "shop";
    settings.profile = () -> Profiles.named("haproxy");
    settings.deadline = () -> new Deadline(50_000, Deadline.Source.PROFILE, 0);
  }

  @Test
  void notesWhatAnOldRequestIsDoing() throws Exception {
    BlackBox box = open();
    Object request = recorder.requestStarted();
    recorder.method(request, "GET");
    recorder.path(request, "/owners/7");
    recorder.route("/owners/{id}");
    nanos += SECOND;
    Object statement = new Object();
    recorder.prepared(statement, "select * from owners where id = 7");
    recorder.statementStarted(statement, null);
    nanos += 2 * SECOND;
    box.tick(nanos);
    CutRequest cut = wreck(box).requests.get(0);
    assertThat(cut.name()).isEqualTo("GET /owners/{id}");
    assertThat(cut.notedAgeNanos).isEqualTo(3 * SECOND);
    assertThat(cut.segmentAgeNanos).isEqualTo(2 * SECOND);
    assertThat(cut.kind.label).isEqualTo("db");
    assertThat(cut.detail).isEqualTo("SELECT owners");
    assertThat(cut.threadName).isEqualTo(Thread.currentThread().getName());
    assertThat(cut.warned).isFalse();
    assertThat(wreck(box).gateway.view(cut, cut.startEpochNanos).profile).isEqualTo("haproxy");
  }

  @Test
  void remembersTheCauseOfWhoWasWarnedOfBeforeTheFirstNote() throws Exception {
    BlackBox box = open();
    recorder.requestStarted();
    RequestView[] seen = new RequestView[1];
    recorder.open.forEach(timeline -> seen[0] = timeline.view(nanos));
    Finding surge =
        Inquest.finding("overload.traffic_surge", Confidence.PROBABLE, null, null, "Many came.");
    Verdict verdict = new Verdict(surge, List.of(), List.of(), Collections.emptyMap());
    box.listening(new Nobody())
        .warning(new Warning(Warning.What.GAVE_UP, seen[0], null, verdict, "", "", 0));
    nanos += SECOND;
    box.tick(nanos);
    CutRequest cut = wreck(box).requests.get(0);
    assertThat(cut.warned).isTrue();
    assertThat(cut.gaveUp).isTrue();
    assertThat(cut.cause).isEqualTo("overload.traffic_surge");
  }

  @Test
  void whoseConnectionClosedWhileTheProcessStoppedIsNotGivenUpHoweverLongItGoesOn()
      throws Exception {
    BlackBox box = open();
    recorder.requestStarted();
    nanos += SECOND;
    box.tick(nanos);
    RequestView[] seen = new RequestView[1];
    recorder.open.forEach(timeline -> seen[0] = timeline.view(nanos));
    box.listening(new Nobody()).cut(seen[0].trace.spanId);
    Wreck wreck = wreck(box);
    CutRequest cut = wreck.requests.get(0);
    long late = cut.startEpochNanos + 60 * SECOND;
    assertThat(wreck.gateway.gaveUp(cut, late)).isFalse();
    assertThat(wreck.gateway.view(cut, late).outcome).isEqualTo(Outcome.RESET);
    assertThat(wreck.gateway.view(cut, late).status).isEqualTo(502);
  }

  @Test
  void whoIsCutByAProcessThatLivesKeepsItsEvidenceAndSaysWhatHeldIt() throws Exception {
    BlackBox box = open();
    recorder.route(recorder.requestStarted() == null ? null : "/owners/{id}");
    nanos += SECOND;
    Object statement = new Object();
    recorder.prepared(statement, "select * from owners where id = 7");
    recorder.statementStarted(statement, null);
    nanos += 2 * SECOND;
    box.tick(nanos);
    Wreck wreck = wreck(box);
    Notes notes = new Notes(ByteBuffer.allocate(BoxFormat.size(64)), 64, recorder.open);
    CutRequest cut = wreck.requests.get(0);
    KeptRequest kept = cut(wreck, notes);
    assertThat(notes.view(cut, 3 * SECOND).current().detail).contains("from owners");
    assertThat(kept.request.http.route).isEqualTo("/owners/{id}");
    assertThat(kept.verdict.root.culprit).contains("/owners/{id}, in db (SELECT owners)");

    Finding slow =
        new Finding(
            "timeout.db_lock_wait",
            4,
            Confidence.PROBABLE,
            0.9,
            "UPDATE owners",
            "session 7",
            null,
            List.of("It hangs."),
            "");
    Verdict verdict = new Verdict(slow, List.of(), List.of(), Collections.emptyMap());
    notes.tick(nanos);
    RequestView seen = notes.view(cut, 3 * SECOND);
    notes.warned(new Warning(Warning.What.AT_RISK, seen, null, verdict, "", "", 0));
    Verdict told = cut(wreck, notes).verdict;
    assertThat(told.root.cause).isEqualTo("process.killed");
    assertThat(told.root.culprit).isEqualTo("session 7");
    assertThat(told.root.evidence).contains("It hangs.");
    assertThat(told.runnersUp).containsExactly(slow);
    assertThat(told.ledger).isNotEmpty();
  }

  private static KeptRequest cut(Wreck wreck, Known known) {
    long end = wreck.heartbeatNanos;
    return Obituary.requests(wreck, KILLED, wreck.requests, end, end, known).get(0);
  }

  @Test
  void doesNotTakeForCutWhoseClientHadLeft() throws Exception {
    BlackBox box = open();
    recorder.requestStarted();
    nanos += SECOND;
    box.tick(nanos);
    RequestView[] seen = new RequestView[1];
    recorder.open.forEach(timeline -> seen[0] = timeline.view(nanos));
    box.listening(new Nobody()).left(seen[0]);
    Wreck wreck = wreck(box);
    KeptRequest kept = Obituary.requests(wreck, KILLED, wreck.requests).get(0);
    assertThat(kept.gateway.outcome).isEqualTo(Outcome.CLIENT_LEFT);
    assertThat(kept.gateway.status).isEqualTo(400);
    assertThat(kept.verdict).isNull();
  }

  @Test
  void keepsTheConditionsThatHold() throws Exception {
    BlackBox box = open();
    Outbox outbox = box.listening(new Nobody());
    outbox.condition(condition("pool:shop", true));
    outbox.condition(condition("heap", true));
    outbox.condition(condition("pool:shop", false));
    box.tick(nanos);
    Lines vitals = wreck(box).vitals;
    assertThat(vitals.text("condition0")).contains("heap is full");
    assertThat(vitals.text("condition1")).isEmpty();
    assertThat(vitals.whole("open")).isZero();
  }

  @Test
  void marksTheStopAndKeepsTheFileWhileARequestIsInFlight() throws Exception {
    BlackBox box = open();
    Object request = recorder.requestStarted();
    box.stopBegins("exit");
    box.stopEnds(System.nanoTime() + TimeUnit.SECONDS.toNanos(1));
    Wreck wreck = wreck(box);
    assertThat(wreck.stopBegunNanos).isPositive();
    assertThat(wreck.stopEndedNanos).isPositive();
    assertThat(wreck.stopReason).isEqualTo("exit");
    assertThat(wreck.endedWell()).isFalse();
    recorder.requestEnded(request, 200, 0, null);
    box.stopEnds(System.nanoTime() + TimeUnit.SECONDS.toNanos(1));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void notesManyRequestsByAndBy() throws Exception {
    settings.requests = 1_024;
    BlackBox box = open();
    List<Thread> visitors = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      Thread visitor = new Thread(recorder::requestStarted);
      visitors.add(visitor);
      visitor.start();
      visitor.join();
    }
    for (int i = 0; i < 10; i++) {
      nanos += SECOND / 10;
      box.tick(nanos);
    }
    assertThat(wreck(box).requests).hasSize(300).allMatch(cut -> cut.notedAgeNanos > 0);
  }

  @Test
  void isOffWhenItFailsAndTheWatcherGoesOn() throws Exception {
    BlackBox box = open();
    unreadable = true;
    box.tick(nanos);
    box.tick(nanos + 2 * SECOND);
    assertThat(stderr.toString().lines()).singleElement().asString().contains("is off");
  }

  @Test
  void isForItsOwnerAlone() throws Exception {
    open();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void hasTheFixedSizeThatItsSettingGives() throws Exception {
    open();
    assertThat(file()).hasSize(BoxFormat.size(64));
    assertThat(BoxFormat.size(4_096)).isLessThan(4 << 20);
  }

  @Test
  void saysSoOnceWhereTheFolderCannotBeMade() throws Exception {
    Path blocked = Files.writeString(temporary.resolve("file"), "no folder");
    settings.folder = blocked.toString();
    runsWithoutABox();
  }

  @Test
  void saysSoOnceWhereTheFolderIsReadOnly() throws Exception {
    Path mount = Files.createDirectory(temporary.resolve("read-only"));
    assumeTrue(mount("-t", "tmpfs", "-o", "ro", "tmpfs", mount.toString()), "cannot mount here");
    try {
      settings.folder = mount.toString();
      runsWithoutABox();
    } finally {
      unmount(mount);
    }
  }

  @Test
  void saysSoOnceWhereTheDiskIsFull() throws Exception {
    Path mount = Files.createDirectory(temporary.resolve("full"));
    assumeTrue(mount("-t", "tmpfs", "-o", "size=32k", "tmpfs", mount.toString()), "cannot mount");
    try {
      settings.folder = mount.toString();
      runsWithoutABox();
      assertThat(mount).isEmptyDirectory();
    } finally {
      unmount(mount);
    }
  }

  @Test
  void liesInMemoryWhereAnybodyMayWriteButOnlyInAFolderOfItsOwn() throws Exception {
    Path mount = Files.createDirectory(temporary.resolve("shm"));
    assumeTrue(mount("-t", "tmpfs", "tmpfs", mount.toString()), "cannot mount here");
    try {
      Kernel kernel = new Kernel(new File("/"));
      BoxFolder own = BoxFolder.open("", kernel, mount);
      assertThat(own.path).isEqualTo(mount.resolve("harbinger-" + kernel.user()));
      assertThat(own.inMemory).isTrue();
      Files.delete(own.path);
      Files.createSymbolicLink(own.path, temporary);
      assertThat(
              org.assertj.core.api.Assertions.catchThrowable(
                  () -> BoxFolder.open("", kernel, mount)))
          .hasMessageContaining("belongs to somebody else");
    } finally {
      unmount(mount);
    }
  }

  private void runsWithoutABox() {
    BlackBox box = open();
    Object request = recorder.requestStarted();
    box.tick(nanos);
    recorder.requestEnded(request, 200, 0, null);
    box.stopBegins("exit");
    box.stopEnds(System.nanoTime() + TimeUnit.SECONDS.toNanos(1));
    assertThat(stderr.toString().lines()).singleElement().asString().contains("no black box");
    assertThat(recorder.counters.errors.sum()).isZero();
  }

  private BlackBox open() {
    return BlackBox.open(
        settings, new Idle(), recorder, new File("/"), () -> DeadProcess.START_MILLIS, log);
  }

  private Wreck wreck(BlackBox box) throws Exception {
    box.flushNow();
    return DeadProcess.read(file());
  }

  private Path file() throws Exception {
    return BoxFolder.existing(folder).files(BoxFolder.BOX).get(0);
  }

  private static Condition condition(String resource, boolean started) {
    return new Condition(
        "overload", resource, started, 9, 10, -1, resource + " is full", DeadProcess.HEARTBEAT);
  }

  private static boolean mount(String... words) throws Exception {
    String[] command = new String[words.length + 1];
    command[0] = "mount";
    System.arraycopy(words, 0, command, 1, words.length);
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (java.io.IOException noSuchCommand) {
      return false;
    }
  }

  private static void unmount(Path mount) throws Exception {
    new ProcessBuilder("umount", "-l", mount.toString()).start().waitFor();
  }

  private final class Idle implements Host {
    @Override
    public HostView between(long fromNanos, long toNanos) {
      return new HostView();
    }

    @Override
    public HostView now() {
      if (unreadable) {
        throw new IllegalStateException("unreadable");
      }
      return new HostView();
    }

    @Override
    public List<Stall> stalls(long fromNanos, long toNanos) {
      return Collections.emptyList();
    }
  }

  private static final class Nobody implements Outbox {
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
