package io.harbinger.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LogTest {

  ByteArrayOutputStream written = new ByteArrayOutputStream();
  AtomicLong clock = new AtomicLong(-5);

  @Test
  void saysOneLineAfterTheName() {
    log(Log.Level.INFO).info("started\non two lines");
    assertThat(lines()).containsExactly("harbinger: started on two lines");
  }

  @Test
  void holdsBackTheSameWarningForFiveMinutesAndCountsIt() {
    Log log = log(Log.Level.WARN);
    log.warn("export", "no collector");
    log.warn("export", "no collector");
    clock.addAndGet(TimeUnit.MINUTES.toNanos(5) - 1);
    log.warn("export", "no collector");
    log.warn("other", "another matter");
    clock.addAndGet(1);
    log.warn("export", "no collector");
    assertThat(lines())
        .containsExactly(
            "harbinger: warn: no collector",
            "harbinger: warn: another matter",
            "harbinger: warn: no collector (and 2 more like it)");
  }

  @Test
  void namesTheThrowableAndKeepsItsStackForDebug() {
    Throwable thrown = new IllegalStateException("closed\nfor good");
    log(Log.Level.INFO).warn("a", "could not send", thrown);
    assertThat(lines())
        .containsExactly(
            "harbinger: warn: could not send: java.lang.IllegalStateException: closed for good");

    log(Log.Level.DEBUG).warn("a", "could not send", thrown);
    assertThat(lines()).anyMatch(line -> line.contains("at io.harbinger.log.LogTest"));
  }

  @Test
  void isSilentBelowItsLevel() {
    log(Log.Level.INFO).debug("detail");
    log(Log.Level.WARN).info("news");
    log(Log.Level.OFF).warn("key", "trouble");
    assertThat(lines()).isEmpty();
  }

  @Test
  void forgetsTheEldestOfManyKeys() {
    Log log = log(Log.Level.WARN);
    for (int i = 0; i < 1000; i++) {
      log.warn("key" + i, "trouble");
    }
    log.warn("key999", "held back");
    log.warn("key0", "forgotten, so said again");
    assertThat(lines()).hasSize(1001).last().asString().contains("forgotten");
  }

  @Test
  void neverThrows() {
    Log log =
        new Log(
            new PrintStream(written) {
              @Override
              public void println(String line) {
                throw new IllegalStateException("stderr is gone");
              }
            },
            clock::get,
            Log.Level.DEBUG);
    assertThatCode(() -> log.warn("key", "trouble", new Error())).doesNotThrowAnyException();
    assertThatCode(() -> log.info(null)).doesNotThrowAnyException();
  }

  private Log log(Log.Level level) {
    return new Log(new PrintStream(written, true), clock::get, level);
  }

  private List<String> lines() {
    return written.toString().lines().toList();
  }
}
