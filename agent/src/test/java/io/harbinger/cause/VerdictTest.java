package io.harbinger.cause;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final String LOCK = "timeout.db_lock_wait";
  private static final String SLOW = "timeout.slow_query";
  private static final String POOL = "timeout.pool_undersized";

  @Test
  void howAHangEndsTellsALockFromASlowPlan() {
    Verdict slow = verdict(possible(SLOW), possible(LOCK));

    assertThat(slow.isOverruledBy(verdict(probable(LOCK), possible(SLOW)))).isTrue();
  }

  @Test
  void whatIsStillOnlyPossibleOverrulesNothing() {
    Verdict lock = verdict(probable(LOCK), possible(SLOW));

    assertThat(lock.isOverruledBy(verdict(possible(SLOW), possible(LOCK)))).isFalse();
    assertThat(lock.isOverruledBy(verdict(probable(SLOW)))).isTrue();
  }

  @Test
  void theQueueThatAHangLeavesOverrulesNothing() {
    Verdict lock = verdict(probable(LOCK), possible(SLOW), possible(POOL));

    assertThat(lock.isOverruledBy(verdict(probable(POOL), possible(LOCK)))).isFalse();
  }

  private static Verdict verdict(Finding root, Finding... runnersUp) {
    return new Verdict(root, List.of(runnersUp), List.of(), Map.of());
  }

  private static Finding probable(String cause) {
    return new Finding(cause, 4, Confidence.PROBABLE, 0.8, null, null, null, List.of(), "");
  }

  private static Finding possible(String cause) {
    return new Finding(cause, 4, Confidence.POSSIBLE, 0.4, null, null, null, List.of(), "");
  }
}
