package io.harbinger.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.signal.ProcessorWait;
import org.junit.jupiter.api.Test;

class ProcessorShortTest {
  private static final long HALF = 500_000_000L;

  private final ProcessorShort condition = new ProcessorShort();
  private long now;

  @Test
  void startsAtTheFirstHalfSecondThatLacksAProcessorAndEndsAfterFiveCalmSeconds() {
    assertThat(half(0.19, 0)).isNull();
    Condition started = half(0.4, 0);
    assertThat(started.started).isTrue();
    assertThat(started.cause).isEqualTo("overload.cpu_saturated");
    assertThat(started.sentence).startsWith("for 40 % of the last half second");
    assertThat(half(0.9, 0)).isNull();

    for (int i = 0; i < 9; i++) {
      assertThat(half(0.05, 0)).isNull();
    }
    assertThat(half(0.15, 0)).isNull();
    for (int i = 0; i < 9; i++) {
      assertThat(half(0, 0)).isNull();
    }
    Condition ended = half(0, 0);
    assertThat(ended.started).isFalse();
    assertThat(ended.cause).isEqualTo("overload.cpu_saturated");
    assertThat(half(0.5, 0.4).cause).isEqualTo("overload.cpu_throttled");
  }

  @Test
  void saysNothingOfAProcessThatStartsOrWhereTheKernelDoesNotTell() {
    assertThat(condition.tick(new ProcessorWait(++now, 0.9, 0), false, 0)).isNull();
    assertThat(condition.tick(ProcessorWait.UNKNOWN, true, 0)).isNull();
  }

  private Condition half(double share, double throttled) {
    now += HALF;
    ProcessorWait wait = new ProcessorWait(now, share, throttled);
    Condition change = condition.tick(wait, true, 0);
    assertThat(condition.tick(wait, true, 0)).isNull();
    return change;
  }
}
