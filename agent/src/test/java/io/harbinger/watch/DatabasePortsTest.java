package io.harbinger.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DatabasePortsTest {
  @Test
  void readsThePortThatIsWritten() {
    assertThat(DatabasePorts.port("jdbc:postgresql://127.0.0.1:6543/shop")).isEqualTo(6543);
    assertThat(DatabasePorts.port("jdbc:mariadb://db:3307/shop")).isEqualTo(3307);
  }

  @Test
  void takesTheUsualPortWhereNoneIsWritten() {
    assertThat(DatabasePorts.port("jdbc:postgresql://db/shop")).isEqualTo(5432);
    assertThat(DatabasePorts.port("jdbc:mysql://db/shop")).isEqualTo(3306);
  }

  @Test
  void knowsNoPortOfADatabaseInsideTheProcess() {
    assertThat(DatabasePorts.port("jdbc:h2:mem:shop")).isEqualTo(-1);
  }
}
