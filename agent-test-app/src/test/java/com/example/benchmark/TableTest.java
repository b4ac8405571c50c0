package com.example.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

  private static final List<Sample> SAMPLES =
      List.of(
          sample("BARE NONE CPU_FIXED=100.0 CLASSES=5000"),
          sample("BARE NONE CPU_FIXED=104.0 CLASSES=5000"),
          sample("BARE NONE CPU_FIXED=120.0 CLASSES=5000"),
          sample("BARE ELASTIC CPU_FIXED=208.0 CLASSES=9000"),
          sample("SHOP ELASTIC CPU_FIXED=1.0"));

  @Test
  void tellsDifferenceRatioAndSpreadOfMedians() {
    assertThat(Table.of(SAMPLES, Site.BARE))
        .contains("| bare servlet | no agent | Elastic |")
        .contains("| 104.0 µs (±10.0) | +104.0 µs, × 2.00 (±0.0) |")
        .contains("| 5,000 (±0) | +4,000, × 1.80 (±0) |");
  }

  @Test
  void givesAbsoluteFiguresWhereNothingIsThereToCompareWith() {
    assertThat(Table.of(SAMPLES, Site.SHOP)).contains("|  | 1.0 µs (±0.0) |");
  }

  @Test
  void aSampleIsTheSameAfterItWasALine() {
    Sample sample = sample("BARE NONE CPU_FIXED=100.0 CLASSES=5000");

    assertThat(Sample.parse(sample.line())).isEqualTo(sample);
  }

  @Test
  void jsonHasMedianAndNumberOfCases() {
    assertThat(Json.of(SAMPLES, "a machine"))
        .contains(
            "\"cpu_fixed\": {\"median\": 104.000, \"spread\": 10.000, \"cases\": 3,"
                + " \"unit\": \"µs\"}");
  }

  private static Sample sample(String line) {
    return Sample.parse(line);
  }
}
