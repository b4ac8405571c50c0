package io.harbinger.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EndedRequestsTest {
  private static final long NOW = 20_000_000_000L;

  @Test
  void whoIsKeptBecauseTheProcessStoodStillIsNoExample() {
    assertThat(taken(new Sampling(true, 0), false).suspect).isFalse();
    assertThat(taken(new Sampling(true, 0), true).suspect).isTrue();
  }

  @Test
  void whomTheSamplerWantsIsWantedInAnyCase() {
    assertThat(taken(new Sampling(true, 1), true).suspect).isFalse();
  }

  private static EndedRequests.Ended taken(Sampling sampling, boolean stoodStill) {
    EndedRequests ended = new EndedRequests(new Examples(0), sampling);
    ended.tick(NOW, stoodStill);
    ended.take(OneLane.request(NOW, 10), null, 10_000_000);
    return ended.drain(1, Long.MAX_VALUE).getFirst();
  }
}
