package io.harbinger.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WorkshopTest {
  private final AtomicLong now = new AtomicLong();
  private int made;
  private final Workshop workshop =
      new Workshop(
          () -> {
            made++;
            return (name, hinted, loader, jar, classFile) -> null;
          },
          now::get);

  @Test
  void isKeptWhileItIsUsed() {
    workshop.open();
    now.addAndGet(9);
    assertThat(workshop.atHand()).isNotNull();
    now.addAndGet(9);
    assertThat(workshop.letGoAfter(10)).isFalse();
    assertThat(workshop.atHand()).isNotNull();
  }

  @Test
  void isLetGoOnceAndMadeAnew() {
    workshop.open();
    now.addAndGet(10);
    assertThat(workshop.letGoAfter(10)).isTrue();
    assertThat(workshop.letGoAfter(10)).isFalse();
    assertThat(workshop.atHand()).isNull();
    workshop.open();
    assertThat(workshop.atHand()).isNotNull();
    assertThat(made).isEqualTo(2);
  }

  @Test
  void isWaitedForByWhoStartsTheApplicationAlone() throws Exception {
    assertThat(CompletableFuture.supplyAsync(workshop::atHand).get()).isNull();
    CompletableFuture<Void> opening = CompletableFuture.runAsync(workshop::open);
    assertThat(workshop.atHand()).isNotNull();
    opening.get();
  }

  @Test
  void isNotWaitedForAgainAfterItCouldNotBeMade() {
    Workshop broken =
        new Workshop(
            () -> {
              throw new IllegalStateException("incomplete");
            },
            now::get);
    assertThatThrownBy(broken::open).hasMessage("incomplete");
    assertThat(broken.atHand()).isNull();
  }
}
