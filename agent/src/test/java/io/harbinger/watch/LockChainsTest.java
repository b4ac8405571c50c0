package io.harbinger.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.cause.DatabaseView;
import java.util.List;
import org.junit.jupiter.api.Test;

class LockChainsTest {
  @Test
  void leadsAChainToItsHead() {
    List<DatabaseView.Blocked> heads =
        LockChains.heads(
            List.of(
                wait("10", "select 1", 100, "20", "update b", 400),
                wait("20", "update b", 300, "30", "begin", 9_000)),
            7);
    assertThat(heads).extracting(head -> head.blockerSession).containsExactly("30", "30");
    assertThat(heads).extracting(head -> head.blockerMillis).containsOnly(9_000L);
    assertThat(heads).extracting(head -> head.askedNanos).containsOnly(7L);
  }

  @Test
  void putsTheLongestWaitFirst() {
    List<DatabaseView.Blocked> heads =
        LockChains.heads(
            List.of(
                wait("10", "short", 100, "30", "begin", 500),
                wait("11", "long", 400, "30", "begin", 500)),
            0);
    assertThat(heads).extracting(head -> head.waitingSql).containsExactly("long", "short");
  }

  @Test
  void blamesTheOldestOfSeveralHeads() {
    List<DatabaseView.Blocked> heads =
        LockChains.heads(
            List.of(
                wait("10", "select 1", 100, "20", "young", 200),
                wait("10", "select 1", 100, "30", "old", 5_000)),
            0);
    assertThat(heads).hasSize(1);
    assertThat(heads.get(0).blockerSession).isEqualTo("30");
  }

  @Test
  void namesTheDirectBlockerInACircle() {
    List<DatabaseView.Blocked> heads =
        LockChains.heads(
            List.of(
                wait("10", "update a", 100, "20", "update b", 200),
                wait("20", "update b", 100, "10", "update a", 200)),
            0);
    assertThat(heads).extracting(head -> head.blockerSession).containsExactlyInAnyOrder("20", "10");
  }

  @Test
  void scrubsTheTexts() {
    DatabaseView.Blocked head =
        LockChains.heads(
                List.of(wait("10", "select * from u where mail = 'a@b'", 1, "20", "delete 42", 2)),
                0)
            .get(0);
    assertThat(head.waitingSql).isEqualTo("select * from u where mail = ?");
    assertThat(head.blockerSql).isEqualTo("delete ?");
  }

  @Test
  void keepsAWaitWhoseBlockerIsNotNamed() {
    List<DatabaseView.Blocked> heads =
        LockChains.heads(List.of(wait("10", "select 1", 100, null, "unknown", 100)), 0);
    assertThat(heads).hasSize(1);
  }

  private static LockWait wait(
      String waiter, String sql, long millis, String blocker, String blockerSql, long age) {
    return new LockWait(waiter, sql, millis, blocker, blocker, blockerSql, "idle", age);
  }
}
