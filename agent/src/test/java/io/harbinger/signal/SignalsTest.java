package io.harbinger.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.log.Log;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignalsTest {
  private static final long MS = 1_000_000L;

  private final AtomicLong now = new AtomicLong(1);
  @TempDir Path folder;

  @Test
  void readsAgainForWhoAsksAboutThePresent() {
    RecordedHost host = new RecordedHost(folder);
    Log log = new Log(System.err, now::get, Log.Level.OFF);
    Signals signals = new Signals(log, folder.toFile(), now::get, List::of);
    signals.listen();
    host.file("/proc/stat", "cpu  100 0 0 100 0 0 0 0 0 0\n");
    signals.readAll();

    now.addAndGet(100 * MS);
    host.file("/proc/stat", "cpu  200 0 0 100 0 0 0 0 0 0\n");
    assertThat(signals.between(now.get() - 50 * MS, now.get()).hostCpuShare).isEqualTo(-1);

    now.addAndGet(300 * MS);
    assertThat(signals.between(now.get() - 200 * MS, now.get()).hostCpuShare).isEqualTo(1);
  }
}
