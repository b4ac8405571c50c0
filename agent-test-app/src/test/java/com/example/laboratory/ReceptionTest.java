package com.example.laboratory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceptionTest {

  @TempDir Path folder;

  @Test
  void knowsWhenAThreadBeganToReadARequestAndWhichOnesNoneHasRead() throws IOException {
    Path file = folder.resolve("reception.log");
    Files.writeString(file, "1764000000123 shop-1-17\n");
    Reception reception = new Reception(file);

    reception.readNew();

    assertThat(reception.readAt("shop-1-17")).isEqualTo(1_764_000_000_123L);
    assertThat(reception.readAt("shop-1-18")).isNull();
  }

  @Test
  void theFirstAttemptOfAVisitCounts() throws IOException {
    Path file = folder.resolve("reception.log");
    Files.writeString(file, "1764000000123 shop-1-17\n1764000000999 shop-1-17\n");
    Reception reception = new Reception(file);

    reception.readNew();

    assertThat(reception.readAt("shop-1-17")).isEqualTo(1_764_000_000_123L);
  }
}
