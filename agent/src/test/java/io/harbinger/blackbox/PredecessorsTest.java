package io.harbinger.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.export.Arrival;
import io.harbinger.gateway.Outcome;
import io.harbinger.watch.KeptRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredecessorsTest {
  @TempDir Path root;
  @TempDir Path folder;

  private NextStart next;
  private Sent sent;

  @BeforeEach
  void start() throws Exception {
    next = new NextStart(root);
    sent = next.sent;
  }

  @Test
  void sendsEachCutRequestAsItsOwnTraceAndOneEvent() throws Exception {
    Path box = new DeadProcess().withRequests(3).leave(folder);
    assertThat(report()).isTrue();
    assertThat(sent.exits).singleElement().matches(exit -> exit.requests == 3 && exit.pid == 4711);
    assertThat(sent.requests).hasSize(3);
    KeptRequest first = sent.requests.get(0);
    assertThat(first.request.trace.spanId).isEqualTo(4_711_000);
    assertThat(first.request.startEpochNanos).isEqualTo(DeadProcess.start(4_711_000));
    assertThat(first.request.startEpochNanos + first.request.elapsedNanos())
        .isEqualTo(DeadProcess.HEARTBEAT);
    assertThat(first.gateway.outcome).isEqualTo(Outcome.PROCESS_DIED);
    assertThat(first.gateway.status).isEqualTo(502);
    assertThat(first.verdict.root.cause).isEqualTo("process.killed");
    assertThat(box).doesNotExist();
    assertThat(BoxFolder.sibling(box, BoxFolder.REPORT)).exists();
    assertThat(next.stderr.toString()).containsOnlyOnce("the process before (pid 4711");
  }

  @Test
  void sendsNothingTwiceWhenTheExportFailedHalfway() throws Exception {
    new DeadProcess().withRequests(64).leave(folder);
    new DeadProcess().withRequests(64).leave(folder, 4712);
    sent.answers.add(Arrival.ARRIVED);
    sent.answers.add(Arrival.REFUSED);
    assertThat(report()).isFalse();
    int before = sent.requests.size();
    assertThat(report()).isTrue();
    assertThat(report()).isTrue();
    assertThat(before).isEqualTo(64);
    assertThat(sent.requests.stream().map(kept -> kept.request.trace.spanId))
        .hasSize(128)
        .doesNotHaveDuplicates();
    assertThat(sent.exits).hasSize(2);
  }

  @Test
  void doesNotRepeatWhatMayHaveArrived() throws Exception {
    new DeadProcess().withRequests(3).leave(folder);
    sent.answers.add(Arrival.UNCERTAIN);
    assertThat(report()).isTrue();
    assertThat(report()).isTrue();
    assertThat(sent.requests).hasSize(3);
  }

  @Test
  void saysNothingOfAProcessThatStoppedInOrder() throws Exception {
    DeadProcess process = new DeadProcess();
    process.stopBegun = DeadProcess.HEARTBEAT;
    Path box = process.leave(folder);
    assertThat(report()).isTrue();
    assertThat(sent.exits).isEmpty();
    assertThat(next.stderr.toString()).isEmpty();
    assertThat(box).doesNotExist();
  }

  @Test
  void leavesOtherServicesAndNewerFormatsAlone() throws Exception {
    DeadProcess other = new DeadProcess().withRequests(1);
    other.identity.put("service", "bank");
    Path bank = other.leave(folder, 1);
    Path newer = new DeadProcess().withRequests(1).leave(folder, 2);
    byte[] bytes = Files.readAllBytes(newer);
    bytes[8]++;
    Files.write(newer, bytes);
    assertThat(report()).isTrue();
    assertThat(sent.exits).isEmpty();
    assertThat(bank).exists();
    assertThat(newer).hasBinaryContent(bytes);
    assertThat(next.stderr.toString()).isEmpty();
  }

  @Test
  void setsADamagedFileAsideAndLeavesAForeignOneAlone() throws Exception {
    Path damaged = Files.write(folder.resolve("harbinger-1-1.box"), new byte[50_000]);
    Path foreign = Files.writeString(folder.resolve("notes.box"), "mine");
    Path whole = new DeadProcess().withRequests(1).leave(folder);
    assertThat(report()).isTrue();
    assertThat(damaged).doesNotExist();
    assertThat(folder.resolve("harbinger-1-1.corrupt")).exists();
    assertThat(foreign).hasContent("mine");
    assertThat(whole).doesNotExist();
    assertThat(sent.requests).hasSize(1);
    assertThat(next.stderr.toString()).containsOnlyOnce("is set aside");
  }

  @Test
  void leavesAProcessAloneThatStillRuns() throws Exception {
    DeadProcess process = new DeadProcess().withRequests(1);
    process.identity.put("start_ticks", 77).put("pid_namespace", "");
    DeadProcess.host(root, "/proc/4711/stat", "4711 (java) S " + "1 ".repeat(18) + "77 0\n");
    Path box = process.leave(folder);
    assertThat(report()).isTrue();
    assertThat(box).exists();
    assertThat(sent.exits).isEmpty();
  }

  @Test
  void reportsOnceWhenTwoStartAtTheSameTime() throws Exception {
    for (int i = 1; i <= 20; i++) {
      new DeadProcess().withRequests(5).leave(folder, i);
    }
    CountDownLatch go = new CountDownLatch(1);
    List<Thread> starts = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Thread start =
          new Thread(
              () -> {
                try {
                  go.await();
                  report();
                } catch (Exception failed) {
                  throw new IllegalStateException(failed);
                }
              });
      start.start();
      starts.add(start);
    }
    go.countDown();
    for (Thread start : starts) {
      start.join(TimeUnit.SECONDS.toMillis(30));
    }
    report();
    assertThat(sent.requests.stream().map(kept -> kept.request.trace.spanId))
        .hasSize(100)
        .doesNotHaveDuplicates();
    assertThat(sent.exits).hasSize(20);
  }

  @Test
  void keepsAsManyFilesAsAreAllowed() throws Exception {
    next.settings.files = 2;
    for (int i = 1; i <= 5; i++) {
      DeadProcess other = new DeadProcess();
      other.identity.put("service", "bank");
      other.heartbeat += i * 1_000_000_000L;
      other.leave(folder, i);
      Files.writeString(folder.resolve("harbinger-" + i + "-9.txt"), "a report");
    }
    report();
    BoxFolder all = BoxFolder.existing(folder);
    assertThat(all.files(BoxFolder.REPORT)).hasSize(2);
    assertThat(all.files(BoxFolder.BOX))
        .extracting(file -> file.getFileName().toString())
        .containsExactlyInAnyOrder("harbinger-4-1.box", "harbinger-5-1.box");
  }

  @Test
  void deletesWhatIsTooOldByItsLastSignOfLife() throws Exception {
    next.settings.ageMillis = 60_000;
    DeadProcess old = new DeadProcess();
    old.identity.put("service", "bank");
    Path gone = old.leave(folder, 1);
    old.heartbeat = System.currentTimeMillis() * 1_000_000L;
    Path stays = old.leave(folder, 2);
    report();
    assertThat(gone).doesNotExist();
    assertThat(stays).exists();
  }

  private boolean report() throws Exception {
    return next.in(folder, null).report();
  }
}
