package io.harbinger.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.gateway.Connections;
import io.harbinger.gateway.Deadline;
import io.harbinger.gateway.HangUp;
import io.harbinger.gateway.ProcNetTcp;
import io.harbinger.gateway.UnreadLog;
import io.harbinger.signal.JvmStop;
import io.harbinger.timeline.Peer;
import io.harbinger.timeline.RequestView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedTest {
  private static final long MS = 1_000_000L;
  private static final Peer VISITOR = new Peer("127.0.0.1", 40_001, 8080);

  @TempDir Path folder;

  @Test
  void whoIsGivenUpSoonAfterItWasReadHadWaitedUnread() {
    assertThat(watched(3_000, 0, 74).waitedUnread(lasting(74))).isTrue();
    assertThat(watched(3_000, 0, 2_950).waitedUnread(lasting(2_950))).isFalse();
  }

  @Test
  void whereAHeaderTellsHowLongItWaitedNothingIsGuessed() {
    assertThat(watched(3_000, 2_900, 74).waitedUnread(lasting(74))).isFalse();
  }

  @Test
  void whereAHeaderTellsThatItDidNotWaitAStopBeforeItIsNoneOfItsAffair() {
    Watched watched = new Watched(deadline(3_000, 1), lasting(600), 900 * MS, 2_950 * MS, 0, null);

    assertThat(watched.stillBeforeNanos).isZero();
  }

  @Test
  void whoseConnectionStandsAfterALateEndWasAnswered() throws IOException {
    Watched late =
        new Watched(deadline(3_000, 0), OneLane.from(VISITOR, 0, 3_100), 900 * MS, 0, 0, null);
    late.endedLate(null);
    late.endedLate(look("08", 3_300));
    assertThat(late.wholeAgeNanos).isEqualTo(-1);
    late.endedLate(look("01", 3_400));
    assertThat(late.wholeAgeNanos).isEqualTo(3_400 * MS);
  }

  @Test
  void whoseSharedConnectionClosesHereAtItsDeadlineIsGivenUp() {
    Watched young = watched(3_000, 0, 74);
    Watched late = new Watched(deadline(3_000, 0), lasting(2_990), 900 * MS, 0, 0, null);
    young.hangUp = null;
    young.closed(500 * MS);
    late.closed(0);
    assertThat(late.hangUp).isNull();
    late.closed(2_990 * MS);

    assertThat(young.hangUp).isNull();
    assertThat(late.hangUp.source).isEqualTo(HangUp.Source.CHANNEL);
  }

  @Test
  void whoseConnectionThisProcessClosesWhileItStopsIsCut() throws IOException {
    JvmStop stop = new JvmStop("SIGTERM", 1_000 * MS);
    Watched young = inFlight(900);
    young.seen(look("01", 900), null);
    young.seen(look("06", 1_200), null);
    assertThat(young.cut).isFalse();
    young.seen(look("06", 1_200), stop);
    assertThat(young.cut).isTrue();
    assertThat(young.hangUp).isNull();
  }

  @Test
  void whoseGatewayHadReasonToGiveUpIsNotCut() throws IOException {
    JvmStop late = new JvmStop("SIGTERM", 2_900 * MS);
    Watched old = inFlight(2_000);
    old.seen(look("01", 2_000), null);
    old.seen(look("06", 3_100), late);
    Watched closing = inFlight(900);
    closing.seen(look("01", 900), null);
    closing.seen(look("08", 1_200), new JvmStop("SIGTERM", 1_000 * MS));
    assertThat(old.cut).isFalse();
    assertThat(closing.cut).isFalse();
    assertThat(closing.hangUp.source).isEqualTo(HangUp.Source.FIN);
  }

  @Test
  void whoIsNotGivenUpHasNotBeenLate() {
    Watched whole = new Watched(deadline(3_000, 0), lasting(74), 900 * MS, 0, 0, null);
    Watched patient = watched(0, 0, 74);

    assertThat(whole.waitedUnread(lasting(74))).isFalse();
    assertThat(patient.waitedUnread(lasting(74))).isFalse();
  }

  @Test
  void ofWhomLeftUnreadWhileOurLooksWereSlowNobodyKnowsSinceWhen() throws IOException {
    UnreadLog unread = new UnreadLog();
    unread.look(look("08", -100));
    UnreadLog.Waited left = unread.of(VISITOR, 0);

    Watched quick = new Watched(deadline(3_000, 0), lasting(74), 900 * MS, 0, 0, left);
    Watched slow = new Watched(deadline(3_000, 0), lasting(74), 900 * MS, 0, 2_900 * MS, left);

    assertThat(quick.stillBeforeNanos).isEqualTo(600 * MS);
    assertThat(slow.stillBeforeNanos).isEqualTo(2_900 * MS);
  }

  /**
   * @param state of the visitor's connection, as the kernel writes it
   */
  private Connections.Table look(String state, long atMillis) throws IOException {
    String row = "   0: 0100007F:1F90 0100007F:9C41 " + state + " 00000000:00000078 00:00000000\n";
    String listens = "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000\n";
    Files.write(
        folder.resolve("tcp"), ("sl\n" + listens + row).getBytes(StandardCharsets.US_ASCII));
    return new ProcNetTcp(folder.toFile(), () -> atMillis * MS).look();
  }

  private static Watched inFlight(long millis) {
    RequestView request = OneLane.from(VISITOR, 0, millis);
    return new Watched(deadline(3_000, 0), request, 900 * MS, 0, 0, null);
  }

  private static Watched watched(long limit, long queue, long hungUpAt) {
    Watched watched =
        new Watched(deadline(limit, queue), lasting(hungUpAt), 900 * MS, 2_950 * MS, 0, null);
    watched.hangUp = new HangUp(HangUp.Source.WRITE, 0, hungUpAt * MS);
    return watched;
  }

  private static Deadline deadline(long limit, long queue) {
    return new Deadline(limit, Deadline.Source.SETTING, queue);
  }

  private static RequestView lasting(long millis) {
    return OneLane.request(0, millis);
  }
}
