package com.example.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OptionsTest {

  @Test
  void measuresEverythingShortlyUnlessToldOtherwise() {
    Options options = Options.parse();

    assertThat(options.sites()).containsExactly(Site.BARE, Site.SHOP);
    assertThat(options.variants()).containsExactly(Variant.values());
    assertThat(options.roundsOf()).isEqualTo(1);
    assertThat(Options.parse("--long").roundsOf()).isEqualTo(7);
  }

  @Test
  void takesNamesOfSitesAndVariants() {
    Options options =
        Options.parse("--site", "shop", "--only", "none,harbinger", "--rounds", "4", "--long");

    assertThat(options.sites()).containsExactly(Site.SHOP);
    assertThat(options.variants()).containsExactly(Variant.NONE, Variant.HARBINGER);
    assertThat(options.roundsOf()).isEqualTo(4);
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThatThrownBy(() -> Options.parse("--only", "glowroot"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Options.parse("--json")).hasMessage("--json needs a value");
  }
}
