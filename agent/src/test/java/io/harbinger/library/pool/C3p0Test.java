package io.harbinger.library.pool;

import io.harbinger.weave.WovenApplication;
import java.util.List;
import sample.C3p0Main;

class C3p0Test extends PoolContract {
  @Override
  List<String> versions() {
    return List.of("c3p0-0.9.5.5", "c3p0-0.10.1");
  }

  @Override
  WovenApplication start(String version) throws Exception {
    return WovenApplication.start(version, false, C3p0Main.class);
  }

  @Override
  String figures(int active) {
    return "c3p0 max=2 min=1 active=" + active + " pending=0 timeout=-1 alive=true";
  }

  @Override
  String exhausted() {
    return "TimeoutException";
  }
}
