package io.harbinger.library.pool;

import io.harbinger.weave.WovenApplication;
import java.util.List;
import sample.DruidMain;

class DruidTest extends PoolContract {
  @Override
  List<String> versions() {
    return List.of("druid-1.1", "druid-1.2");
  }

  @Override
  WovenApplication start(String version) throws Exception {
    return WovenApplication.start(version, false, DruidMain.class);
  }

  @Override
  String figures(int active) {
    return "orders max=2 min=1 active=" + active + " pending=0 timeout=2000 alive=true";
  }

  @Override
  String exhausted() {
    return "GetConnectionTimeoutException";
  }
}
