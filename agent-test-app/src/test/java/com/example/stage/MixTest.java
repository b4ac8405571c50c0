package com.example.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MixTest {

  @Test
  void everyPageOfThePartsIsVisited() {
    Random random = new Random(1);
    Map<String, Integer> visits = new TreeMap<>();
    for (int i = 0; i < 10_000; i++) {
      visits.merge(Mix.path(random).replaceAll("[?\\d].*", ""), 1, Integer::sum);
    }

    assertThat(visits).hasSize(15);
    assertThat(visits.get("/products/")).isBetween(3_700, 4_300);
    assertThat(visits.get("/report")).isBetween(50, 150);
  }
}
