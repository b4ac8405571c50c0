package io.harbinger.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class DatabaseUrlTest {
  private static final Set<String> LIMITS = Set.of("socketTimeout", "connectTimeout");

  @Test
  void leavesOutTheNamedParametersAlone() {
    assertThat(
            DatabaseUrl.without(
                "jdbc:postgresql://db/shop?socketTimeout=0&ssl=true&connectTimeout=30", LIMITS))
        .isEqualTo("jdbc:postgresql://db/shop?ssl=true");
  }

  @Test
  void leavesNoEmptyParameterListBehind() {
    assertThat(DatabaseUrl.without("jdbc:mysql://db/shop?socketTimeout=0", LIMITS))
        .isEqualTo("jdbc:mysql://db/shop");
  }

  @Test
  void keepsAnAddressWithoutParameters() {
    assertThat(DatabaseUrl.without("jdbc:mariadb://a,b/shop", LIMITS))
        .isEqualTo("jdbc:mariadb://a,b/shop");
  }
}
