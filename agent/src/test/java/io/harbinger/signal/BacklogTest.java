package io.harbinger.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacklogTest {
  private static final long SECOND = 1_000_000_000L;
  private static final String HEAD = "  sl  local_address rem_address   st tx_queue rx_queue\n";

  /** 8080 and inode 77, ours. */
  private static final int OURS = 0x1F90;

  @TempDir Path root;
  private RecordedHost host;
  private final StallLog stalls = new StallLog();
  private final List<AcceptQueue.ServerSocket> servers = new ArrayList<>();
  private Backlog backlog;
  private Reading reading;
  private long now = 1;
  private Runnable meanwhile = () -> {};

  @BeforeEach
  void start() throws IOException {
    host = new RecordedHost(root);
    host.file("/proc/sys/net/core/somaxconn", "4096\n").file("/proc/self/status", "");
    Path descriptors = Files.createDirectories(root.resolve("proc/self/fd"));
    Files.createSymbolicLink(descriptors.resolve("5"), Path.of("socket:[77]"));
    Files.createSymbolicLink(descriptors.resolve("6"), Path.of("pipe:[77]"));
    servers.add(new AcceptQueue.ServerSocket(8080, 10, 3, 8192, true));
    backlog = new Backlog(host.proc(), stalls, () -> servers, () -> now, () -> meanwhile.run());
    drops(5);
    listening(row(OURS, 0, 77), row(9090, 0, 12));
    read();
  }

  @Test
  void readsTheQueueOfItsOwnSocketsAlone() {
    listening(row(OURS, 4, 77), row(9090, 7, 12));
    seconds(5);
    read();

    assertThat(reading.acceptQueues)
        .singleElement()
        .satisfies(
            queue -> {
              assertThat(queue.port).isEqualTo(8080);
              assertThat(queue.queued).isEqualTo(4);
              assertThat(queue.limit).isEqualTo(10);
              assertThat(queue.full()).isFalse();
            });
    assertThat(reading.backlogDrops).isZero();
  }

  @Test
  void looksForANewServersSocketWithinASecond() throws IOException {
    Files.createSymbolicLink(root.resolve("proc/self/fd/7"), Path.of("socket:[78]"));
    servers.add(new AcceptQueue.ServerSocket(8081, 10, 3, 8192, true));
    listening(row(OURS, 0, 77), row(OURS + 1, 0, 78));
    seconds(1);
    read();

    assertThat(reading.acceptQueues).extracting(queue -> queue.port).contains(8080, 8081);
  }

  @Test
  void aQueueFromWhichSomebodyIsTakenIsNotFull() {
    meanwhile = () -> listening(row(OURS, 11, 77), row(9090, 0, 12));
    listening(row(OURS, 11, 77), row(9090, 1, 12));
    drops(9);
    seconds(1);
    read();

    assertThat(queue().drops).isEqualTo(4);
  }

  @Test
  void anothersQueueThatStaysFullMayHaveDroppedThem() {
    listening(row(OURS, 11, 77), row(9090, 2, 12));
    drops(9);
    seconds(1);
    read();

    assertThat(queue().drops).isZero();
  }

  @Test
  void farMoreDropsThanUsualDuringAStopAreItsOwn() {
    drops(9);
    seconds(1);
    read();
    drops(9 + 200);
    seconds(5);
    read();

    assertThat(queue().drops).isEqualTo(200);
  }

  @Test
  void aBurstBeforeALongStopIsNotWhatOthersUsuallyDrop() {
    drops(5 + 60); // by whom, nobody knows
    seconds(1);
    read();
    seconds(9);
    read();
    drops(5 + 60 + 200);
    seconds(5);
    read();

    assertThat(queue().drops).isEqualTo(200);
  }

  @Test
  void aBurstBeforeAShortStopMayComeAgain() {
    drops(5 + 60);
    seconds(1);
    read();
    seconds(9);
    read();
    drops(5 + 60 + 200);
    long before = now;
    seconds(1);
    stalls.add(new Stall(Stall.Reason.UNEXPLAINED, before, before + SECOND / 2, "stood still"));
    read();

    assertThat(queue().drops).isZero();
  }

  @Test
  void aboutAsManyDropsAsUsualDuringAStopAreNobodys() {
    drops(9);
    seconds(1);
    read();
    drops(9 + 60);
    seconds(5);
    read();

    assertThat(queue().drops).isZero();
  }

  @Test
  void isFullAtOneMoreThanTheLimit() {
    listening(row(OURS, 11, 77));
    drops(9);
    seconds(1);
    read();

    assertThat(queue().full()).isTrue();
    assertThat(queue().drops).isEqualTo(4);
    assertThat(reading.backlogDrops).isEqualTo(4);
  }

  @Test
  void capsTheLimitAsTheKernelDoes() {
    host.file("/proc/sys/net/core/somaxconn", "8\n");
    listening(row(OURS, 9, 77));
    drops(6);
    seconds(1);
    read();

    assertThat(queue().limit).isEqualTo(8);
    assertThat(queue().full()).isTrue();
  }

  @Test
  void takesNoDropsOfOtherSocketsForItsOwn() {
    drops(50);
    seconds(1);
    read();

    assertThat(queue().drops).isZero();
    assertThat(reading.backlogDrops).isZero();
  }

  @Test
  void takesNoDropsForItsOwnWhileAnotherQueueHoldsSomebody() {
    listening(row(OURS, 11, 77), row(9090, 3, 12));
    drops(50);
    seconds(1);
    read();

    assertThat(queue().full()).isTrue(); // its level proves that by itself
    assertThat(queue().drops).isZero();
  }

  @Test
  void takesDropsWhileItStoodStillForItsOwn() {
    drops(12);
    long before = now;
    seconds(7);
    stalls.add(new Stall(Stall.Reason.UNEXPLAINED, before + SECOND / 2, now, "stood still"));
    read();

    assertThat(queue().drops).isEqualTo(7);
    assertThat(queue().full()).isTrue();
  }

  @Test
  void takesALateReadingForAStandstillThatNobodyHasNotedYet() {
    drops(12);
    seconds(7);
    read();

    assertThat(queue().drops).isEqualTo(7);
  }

  @Test
  void believesInNoDropsOfItsOwnWhereOthersDropAllTheTime() {
    drops(12);
    seconds(1);
    read();
    drops(20);
    seconds(7);
    read();

    assertThat(queue().drops).isZero();
  }

  @Test
  void learnsALimitThatNobodyTellsFromWhatTheQueueHeldWhileItDropped() {
    servers.clear();
    listening(row(OURS, 51, 77));
    drops(9);
    seconds(1);
    read();

    assertThat(queue().limit).isEqualTo(50);
    assertThat(queue().full()).isTrue();
  }

  @Test
  void looksSeldomWhileNothingSpeaksForTrouble() {
    listening(row(OURS, 4, 77));
    seconds(1);
    read();
    assertThat(queue().queued).isZero();

    servers.set(0, new AcceptQueue.ServerSocket(8080, 10, 8000, 8192, true));
    seconds(1);
    read();
    assertThat(queue().queued).isEqualTo(4);
  }

  @Test
  void tellsSinceWhenSomebodyWaits() {
    listening(row(OURS, 1, 77));
    seconds(5);
    read();
    long since = now;
    seconds(1);
    read();

    assertThat(queue().sinceNanos).isEqualTo(since);
  }

  @Test
  void knowsNothingWhereTheSystemDoesNotTell() {
    Backlog elsewhere =
        new Backlog(new RecordedHost(root.resolve("mac")).proc(), stalls, List::of, () -> now);
    Reading there = new Reading(now);
    elsewhere.read(there);

    assertThat(there.backlogDrops).isEqualTo(-1);
    assertThat(there.acceptQueues).isEmpty();
  }

  private AcceptQueue queue() {
    return reading.acceptQueues.get(0);
  }

  private void read() {
    reading = new Reading(now);
    backlog.read(reading);
  }

  private void seconds(int passed) {
    now += passed * SECOND;
  }

  private void drops(int sum) {
    host.file(
        "/proc/net/netstat",
        "TcpExt: SyncookiesSent ListenOverflows ListenDrops TCPHPHits\nTcpExt: 0 7 "
            + sum
            + " 44\nIpExt: InNoRoutes\nIpExt: 1\n");
  }

  private void listening(String... rows) {
    host.file(
        "/proc/net/tcp",
        HEAD + "   0: 0100007F:1538 00000000:0000 0A 00000000:00000000 00:0 0 0 0 3\n");
    String established = "   9: 0100007F:1F90 0100007F:D2A4 01 00000000:00000005 00:0 0 0 0 78\n";
    host.file("/proc/net/tcp6", HEAD + String.join("", rows) + established);
  }

  private static String row(int port, int queued, long inode) {
    return String.format(
        "   0: 0000:%04X 0000:0000 0A 00000000:%08X 00:00000000 00000000  0 0 %d 1 0000 100 0 0\n",
        port, queued, inode);
  }
}
