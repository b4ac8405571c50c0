package io.harbinger.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StacksTest {
  private final Stacks stacks = new Stacks();

  @Test
  void keepsOneOfThoseThatReadAlike() {
    String first = new String("a.B.c(B.java:1)");

    assertThat(stacks.one(first)).isSameAs(first);
    assertThat(stacks.one(new String(first))).isSameAs(first);
  }

  @Test
  void forgetsWhatWasNotSeenForLong() {
    String first = new String("a.B.c(B.java:1)");
    stacks.one(first);
    for (int i = 0; i < Stacks.MOST; i++) {
      stacks.one("other " + i);
    }

    assertThat(stacks.one(new String(first))).isNotSameAs(first);
  }
}
