package io.harbinger.library.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.weave.WovenApplication;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sample.HikariMain;

/** Each HikariCP from 3 to 7 tells the same. */
class HikariTest extends PoolContract {
  @Override
  List<String> versions() {
    return List.of("hikari-3", "hikari-4", "hikari-5", "hikari-6", "hikari-7");
  }

  @Override
  WovenApplication start(String version) throws Exception {
    return WovenApplication.start(version, false, HikariMain.class);
  }

  @Override
  String figures(int active) {
    return "orders max=2 min=1 active=" + active + " pending=0 timeout=300 alive=true";
  }

  @Override
  String exhausted() {
    return "SQLTransientConnectionException";
  }

  @ParameterizedTest
  @MethodSource("versions")
  void isSeenBeforeItsFirstBorrower(String version) throws Exception {
    assertThat(run(version).get("first")).contains("pool " + figures(0));
  }
}
