package io.harbinger.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A process dies while a slot is being written: any part of the stores may have happened. */
class TornSlotTest {
  private static final int SIZE = BoxFormat.size(1);

  @Test
  void recognisesEveryPartOfTheStoresInAnyOrder() {
    Random random = new Random(7);
    byte[] before = slot(1);
    byte[] after = slot(2);
    int torn = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] mixed = before.clone();
      for (int word = BoxFormat.SLOTS; word < SIZE; word += 8) {
        if (random.nextBoolean()) {
          System.arraycopy(after, word, mixed, word, 8);
        }
      }
      CutRequest request = CutRequest.read(box(mixed), 0);
      torn += request == null ? 1 : 0;
      assertThat(request == null || DeadProcess.isWhole(request)).isTrue();
    }
    assertThat(torn).isGreaterThan(10_000);
  }

  @Test
  void neverSeesAMixtureOfTwoRequestsBesideALivingWriter() throws InterruptedException {
    ByteBuffer box = box(new byte[SIZE]);
    FlightTable table = new FlightTable(box, 1);
    boolean[] over = new boolean[1];
    Thread writer =
        new Thread(
            () -> {
              for (long span = 1; !over[0] && span < Long.MAX_VALUE; span++) {
                DeadProcess.begin(table, 0, span);
                table.ended(0);
                Thread.onSpinWait();
              }
            });
    writer.setDaemon(true);
    writer.start();
    int whole = 0;
    for (int i = 0; i < 2_000_000 && whole < 10_000; i++) {
      byte[] copy = new byte[SIZE];
      for (int word = BoxFormat.SLOTS; word < BoxFormat.SLOTS + 64; word += 8) {
        box(copy).putLong(word, box.getLong(word));
      }
      ByteBuffer seen = box(copy);
      CutRequest request = CutRequest.isThere(seen, 0) ? CutRequest.read(seen, 0) : null;
      whole += request == null ? 0 : 1;
      assertThat(request == null || DeadProcess.isWhole(request)).isTrue();
    }
    over[0] = true;
    assertThat(whole).isPositive();
  }

  private static byte[] slot(long span) {
    byte[] bytes = new byte[SIZE];
    DeadProcess.begin(new FlightTable(box(bytes), 1), 0, span);
    return bytes;
  }

  private static ByteBuffer box(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
