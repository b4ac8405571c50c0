package io.harbinger.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DaemonTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final Log log = new Log(new PrintStream(written, true), () -> 0, Log.Level.WARN);
  private final AtomicInteger begun = new AtomicInteger();

  @Test
  void beginsAgainAfterAnOutOfMemoryErrorWithoutAWord() throws InterruptedException {
    ends(Daemon.lasting("harbinger-test", 128, () -> failAtFirst(), log));
    assertThat(begun).hasValue(2);
    assertThat(written.size()).isZero();
  }

  @Test
  void endsInSilenceWhereItsWorkIsDoneOnce() throws InterruptedException {
    ends(Daemon.of("harbinger-test", 128, () -> failAtFirst(), log));
    assertThat(begun).hasValue(1);
    assertThat(written.size()).isZero();
  }

  @Test
  void saysInOneLineWhatElseEndsIt() throws InterruptedException {
    Runnable broken =
        () -> {
          throw new IllegalStateException("odd");
        };
    ends(Daemon.lasting("harbinger-test", 128, broken, log));
    assertThat(written.toString())
        .startsWith("harbinger: warn: harbinger-test has ended")
        .hasLineCount(1);
  }

  @Test
  void theApplicationsHandlerNeverHearsOfIt() throws InterruptedException {
    AtomicInteger heard = new AtomicInteger();
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, why) -> heard.incrementAndGet());
    try {
      ends(Daemon.of("harbinger-test", 128, () -> failAtFirst(), log));
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
    assertThat(heard).hasValue(0);
  }

  private void failAtFirst() {
    if (begun.incrementAndGet() == 1) {
      throw new OutOfMemoryError("provoked");
    }
  }

  private static void ends(Thread thread) throws InterruptedException {
    assertThat(thread.isDaemon()).isTrue();
    thread.start();
    thread.join();
  }
}
