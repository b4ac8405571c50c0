package io.harbinger.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JoinedTest {
  private final Joined joined = new Joined();

  @Test
  void putsOneSlashBetween() {
    assertThat(joined.of("/shop", "/owners")).isEqualTo("/shop/owners");
    assertThat(joined.of("/shop/", "/owners")).isEqualTo("/shop/owners");
    assertThat(joined.of("/shop", "owners")).isEqualTo("/shop/owners");
  }

  @Test
  void leavesOutWhatIsEmpty() {
    assertThat(joined.of("", "/owners")).isEqualTo("/owners");
    assertThat(joined.of(null, "/owners")).isEqualTo("/owners");
    assertThat(joined.of("/", "/owners")).isEqualTo("/owners");
    assertThat(joined.of("/shop", "")).isEqualTo("/shop");
  }

  @Test
  void beginsWithASlash() {
    assertThat(joined.of("/", "owners")).isEqualTo("/owners");
    assertThat(joined.of("", "owners")).isEqualTo("/owners");
    assertThat(joined.of(null, "owners")).isEqualTo("/owners");
  }

  @Test
  void makesTheSameTextOnlyOnce() {
    String first = joined.of("/shop", "/owners");
    assertThat(joined.of(new String("/shop"), new String("/owners"))).isSameAs(first);
  }

  @Test
  void keepsPairsApartThatShareAPlace() {
    // Aa and BB have the same hash
    assertThat(joined.of("/Aa", "/x")).isEqualTo("/Aa/x");
    assertThat(joined.of("/BB", "/x")).isEqualTo("/BB/x");
    assertThat(joined.of("/Aa", "/x")).isEqualTo("/Aa/x");
  }
}
