package io.harbinger.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WreckTest {
  @TempDir Path folder;

  @Test
  void readsWhatWasWritten() throws Exception {
    DeadProcess process = new DeadProcess().withRequests(3);
    process.vitals.put("memory_limit", 1_000_000);
    process.stopBegun = DeadProcess.HEARTBEAT - 5;
    Wreck wreck = DeadProcess.read(process.leave(folder));
    assertThat(wreck.owner.service).isEqualTo("shop");
    assertThat(wreck.owner.pid).isEqualTo(4711);
    CutRequest first = wreck.requests.get(0);
    assertThat(wreck.gateway.view(first, first.startEpochNanos + 2_000_000_000L).status)
        .isEqualTo(502);
    assertThat(wreck.vitals.whole("memory_limit")).isEqualTo(1_000_000);
    assertThat(wreck.heartbeatNanos).isEqualTo(DeadProcess.HEARTBEAT);
    assertThat(wreck.stopReason).isEqualTo("SIGTERM");
    assertThat(wreck.requests).hasSize(3).allMatch(DeadProcess::isWhole);
    assertThat(wreck.torn).isZero();
  }

  @Test
  void doesNotTakeForCutWhoseGatewayHadNoReasonToWaitAnyMore() throws Exception {
    DeadProcess process = new DeadProcess().withRequests(1);
    process.vitals.put("deadline_ms", 3_000).put("status_timeout", 504);
    Wreck wreck = DeadProcess.read(process.leave(folder));
    CutRequest request = wreck.requests.get(0);
    long end = request.startEpochNanos + 3_300_000_000L;
    assertThat(wreck.gateway.gaveUp(request, end)).isTrue();
    assertThat(wreck.gateway.view(request, end).status).isEqualTo(504);
    assertThat(wreck.gateway.gaveUp(request, end - 1_000_000_000L)).isFalse();
  }

  @Test
  void aGatewayThatGaveUpWhileTheProcessWasStillEndingHadNothingElseToWaitFor() throws Exception {
    DeadProcess process = new DeadProcess().withRequests(1);
    process.vitals.put("deadline_ms", 3_000).put("status_timeout", 504);
    Wreck wreck = DeadProcess.read(process.leave(folder));
    assertThat(statusWhereItEnds(wreck, 400, 400)).isEqualTo(502);
    assertThat(statusWhereItEnds(wreck, 600, 600)).isEqualTo(504);
    assertThat(statusWhereItEnds(wreck, 400, 600)).as("nobody knows").isZero();
  }

  /** So long after its last sign of life, at the earliest and at the latest. */
  private static int statusWhereItEnds(Wreck wreck, long goneMillis, long latestMillis) {
    CutRequest request = wreck.requests.get(0);
    long end = request.startEpochNanos + 2_500_000_000L;
    assertThat(wreck.gateway.gaveUp(request, end)).isFalse();
    long gone = end + goneMillis * 1_000_000;
    return wreck.gateway.view(request, end, gone, end + latestMillis * 1_000_000).status;
  }

  @Test
  void countsSlotsThatWereCutWhileTheyWereWritten() throws Exception {
    Path file = new DeadProcess().withRequests(3).leave(folder);
    byte[] bytes = Files.readAllBytes(file);
    bytes[BoxFormat.slot(1) + BoxFormat.SPAN]++;
    Wreck wreck = Wreck.read(bytes);
    assertThat(wreck.requests).hasSize(2);
    assertThat(wreck.torn).isEqualTo(1);
  }

  @Test
  void leavesANewerFormatUnread() throws Exception {
    byte[] bytes = Files.readAllBytes(new DeadProcess().leave(folder));
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(8, BoxFormat.VERSION + 1);
    assertThatThrownBy(() -> Wreck.read(bytes)).isInstanceOf(Wreck.NewerFormat.class);
  }

  @Test
  void knowsAForeignFile() {
    assertThatThrownBy(() -> Wreck.read(new byte[0])).isInstanceOf(Wreck.NotABox.class);
    assertThatThrownBy(() -> Wreck.read(new byte[100_000])).isInstanceOf(Wreck.NotABox.class);
  }

  @Test
  void neverInventsARequestOutOfDamage() throws Exception {
    byte[] whole = Files.readAllBytes(new DeadProcess().withRequests(20).leave(folder));
    Random random = new Random(11);
    int read = 0;
    for (int i = 0; i < 2_000; i++) {
      int length = i % 4 == 0 ? random.nextInt(whole.length) : whole.length;
      byte[] damaged = Arrays.copyOf(whole, length);
      for (int hits = random.nextInt(2_000); hits > 0 && length > 0; hits--) {
        damaged[random.nextInt(length)] = (byte) random.nextInt();
      }
      try {
        Wreck wreck = Wreck.read(damaged);
        read++;
        assertThat(wreck.requests).allMatch(DeadProcess::isWhole);
        assertThat(wreck.requests.size() + wreck.torn).isLessThanOrEqualTo(DeadProcess.SLOTS);
      } catch (Wreck.NotABox | Wreck.NewerFormat recognised) {
        // as it should
      }
    }
    assertThat(read).isPositive();
  }
}
