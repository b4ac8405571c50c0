package io.harbinger.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Test;

class ReadTimeoutTest {
  @Test
  void missesItWhereTheDriverWaitsForEver() {
    ReadTimeout missing = ReadTimeout.missing("jdbc:postgresql://me:secret@db/shop?ssl=true", null);
    assertThat(missing.database).isEqualTo("jdbc:postgresql://db/shop");
    assertThat(missing.setting).startsWith("socketTimeout={s}");
    assertThat(ReadTimeout.missing("jdbc:mysql://db/shop", null).setting)
        .startsWith("socketTimeout={ms}");
    assertThat(ReadTimeout.missing("jdbc:mariadb://db/shop?socketTimeout=0", null)).isNotNull();
    assertThat(ReadTimeout.missing("jdbc:postgresql://db/a?mysocketTimeout=3", null)).isNotNull();
    assertThat(ReadTimeout.missing("jdbc:oracle:thin:@db:1521/shop", null).setting)
        .startsWith("oracle.jdbc.ReadTimeout={ms}");
  }

  @Test
  void findsItInTheAddressAndInTheProperties() {
    assertThat(ReadTimeout.missing("jdbc:postgresql://db/shop?ssl=true&socketTimeout=30", null))
        .isNull();
    assertThat(ReadTimeout.missing("jdbc:sqlserver://db;socketTimeout=30000;x=y", null)).isNull();
    Properties info = new Properties();
    info.setProperty("socketTimeout", "30");
    assertThat(ReadTimeout.missing("jdbc:postgresql://db/shop", info)).isNull();
  }

  @Test
  void knowsNothingOfOtherDrivers() {
    assertThat(ReadTimeout.missing("jdbc:h2:mem:shop", null)).isNull();
  }
}
