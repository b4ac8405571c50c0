package io.harbinger.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.signal.AcceptQueue;
import io.harbinger.timeline.Peer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class UnreadLogTest {
  private static final long MS = 1_000_000L;
  private static final Peer PEER = new Peer("127.0.0.1", 40_001, 8080);
  private static final Peer OTHER = new Peer("127.0.0.1", 40_002, 8080);

  private final Set<Long> vanished = new HashSet<>();
  private final UnreadLog log = new UnreadLog();

  @Test
  void knowsSinceWhenNobodyHasReadAConnection() {
    look(0);
    look(500, PEER);
    look(1_000, PEER);
    look(1_500, PEER);

    UnreadLog.Waited waited = log.of(PEER, 1_700 * MS);

    assertThat(log.persists()).isTrue();
    assertThat(waited.afterNanos).isZero();
    assertThat(waited.firstNanos).isEqualTo(500 * MS);
    assertThat(waited.hangUp()).isNull();
    assertThat(log.of(OTHER, 1_700 * MS)).isNull();
  }

  @Test
  void whatManyLooksInARowFindUnreadIsOneWait() {
    look(0);
    look(500, PEER);
    look(1_000, PEER);
    look(1_500, PEER, OTHER);
    look(2_000, PEER, OTHER);

    assertThat(log.of(PEER, 2_300 * MS).unreadNanos(2_300 * MS)).isEqualTo(1_800 * MS);
    assertThat(log.of(OTHER, 2_300 * MS).unreadNanos(2_300 * MS)).isZero();
  }

  @Test
  void doesNotCareForConnectionsOfAnotherProcess() {
    log.ports(List.of(new AcceptQueue(9090, 0, 100, 0, 0, null)));
    look(0);
    look(500, PEER);
    closed(1_000, PEER);

    assertThat(log.persists()).isFalse();
    assertThat(log.leftUnread()).isFalse();
  }

  @Test
  void whoWasSeenAfterALongPauseMayHaveComeSoonAfterTheLookBefore() {
    look(0);
    look(2_000, PEER);
    assertThat(log.of(PEER, 2_100 * MS).afterNanos).isEqualTo(1_500 * MS);
    assertThat(log.of(PEER, 2_100 * MS).emptyNanos).isZero();
    look(60_000, OTHER);
    assertThat(log.of(OTHER, 60_100 * MS).emptyNanos).isEqualTo(59_500 * MS);
  }

  @Test
  void theNextRequestOfAConnectionHasNotWaited() {
    look(0);
    look(500, PEER);
    look(1_000, PEER);
    assertThat(log.of(PEER, 1_100 * MS)).isNotNull();
    assertThat(log.of(PEER, 1_100 * MS)).as("asked again").isNotNull();
    assertThat(log.of(PEER, 1_200 * MS)).isNull();
    look(1_500, PEER);
    assertThat(log.of(PEER, 1_600 * MS).firstNanos).isEqualTo(1_500 * MS);
  }

  @Test
  void knowsWhoHungUpBeforeHeWasRead() {
    look(0, PEER);
    look(500, PEER);
    closed(1_000, PEER);
    closed(1_500, PEER);

    HangUp hangUp = log.of(PEER, 1_600 * MS).hangUp();

    assertThat(log.leftUnread()).isTrue();
    assertThat(hangUp.afterNanos).isZero();
    assertThat(hangUp.seenNanos).isEqualTo(1_000 * MS);
  }

  @Test
  void knowsWhoResetHisConnectionBeforeItWasRead() {
    look(0);
    look(500, PEER);
    look(3_000, PEER);
    vanished.add(ProcNetTcp.key(PEER));
    look(3_500);
    look(4_000);
    look(12_000);

    UnreadLog.Waited waited = log.of(PEER, 12_100 * MS);

    assertThat(waited.afterNanos).isZero();
    assertThat(waited.hangUp().source).isEqualTo(HangUp.Source.RESET);
    assertThat(waited.hangUp().afterNanos).isEqualTo(3_000 * MS);
    assertThat(waited.hangUp().seenNanos).isEqualTo(3_500 * MS);
    vanished.clear();
    look(12_500);
    assertThat(log.of(PEER, 12_600 * MS)).as("another connection").isNull();
  }

  @Test
  void doesNotCallAConnectionResetThatEndedAfterItWasRead() {
    look(0);
    look(500, PEER);
    vanished.add(ProcNetTcp.key(PEER));
    look(1_000);

    assertThat(log.of(PEER, 700 * MS).hangUp()).isNull();
  }

  @Test
  void beginsAnewOnceAConnectionWasRead() {
    look(0, PEER);
    look(500, PEER);
    look(1_000, OTHER);
    look(1_500, PEER);

    assertThat(log.persists()).isFalse();
    assertThat(log.of(PEER, 1_600 * MS).firstNanos).isEqualTo(1_500 * MS);
  }

  @Test
  void supposesThatNobodyCameLongBeforeALookThatIsAlone() {
    look(0);
    look(10_000, PEER);

    assertThat(log.of(PEER, 10_100 * MS).afterNanos).isEqualTo(9_500 * MS);
  }

  @Test
  void doesNotSpeakOfRequestsThatItsLooksDoNotTouch() {
    look(1_000, PEER);

    assertThat(log.of(PEER, 900 * MS)).isNull();
    assertThat(log.of(PEER, 9_000 * MS)).isNull();
    assertThat(log.of(null, 1_100 * MS)).isNull();
  }

  @Test
  void tellsBetweenWhichLooksARequestMayHaveWaited() {
    look(1_000);
    look(2_000);
    look(3_000, PEER);
    look(4_000, PEER);
    look(5_000);

    assertThat(unseen(PEER, 500, 5_500))
        .containsExactly("500-1000", "1000-2000", "2000-5000", "5000-5500");
    assertThat(unseen(OTHER, 1_500, 3_500)).containsExactly("1500-2000", "2000-3000", "3000-3500");
    assertThat(unseen(null, 500, 5_500)).containsExactly("500-5500");
  }

  @Test
  void whoseConnectionWasResetUnreadMayWaitOn() {
    look(1_000);
    look(2_000, PEER);
    vanished.add(ProcNetTcp.key(PEER));
    look(3_000);
    look(4_000);

    assertThat(unseen(PEER, 500, 5_500)).containsExactly("500-1000", "1000-5500");
  }

  private List<String> unseen(Peer peer, long from, long to) {
    return log.unseen(peer, from * MS, to * MS).stream()
        .map(one -> one.fromNanos / MS + "-" + one.toNanos / MS)
        .toList();
  }

  private void look(long millis, Peer... unread) {
    look(millis, false, unread);
  }

  private void closed(long millis, Peer... unread) {
    look(millis, true, unread);
  }

  private void look(long millis, boolean closed, Peer... unread) {
    Map<Long, Boolean> rows = new TreeMap<>();
    for (Peer peer : unread) {
      rows.put(ProcNetTcp.key(peer), closed);
    }
    log.look(
        new Connections.Table() {
          @Override
          public Connections.State of(Peer peer) {
            return Connections.State.WHOLE;
          }

          @Override
          public int unread(int localPort) {
            return 0;
          }

          @Override
          public void forEachUnread(Connections.Unread each) {
            rows.forEach(each::accept);
          }

          @Override
          public boolean vanished(long key) {
            return vanished.contains(key);
          }

          @Override
          public long atNanos() {
            return millis * MS;
          }
        });
  }
}
