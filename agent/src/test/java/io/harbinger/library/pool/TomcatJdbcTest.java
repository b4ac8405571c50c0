package io.harbinger.library.pool;

import io.harbinger.weave.WovenApplication;
import java.util.List;
import sample.TomcatJdbcMain;

class TomcatJdbcTest extends PoolContract {
  @Override
  List<String> versions() {
    return List.of("tomcat-jdbc-8.5.100", "tomcat-jdbc-9.0.98", "tomcat-jdbc-10.1.34");
  }

  @Override
  WovenApplication start(String version) throws Exception {
    return WovenApplication.start(version, false, TomcatJdbcMain.class);
  }

  @Override
  String figures(int active) {
    return "orders max=2 min=1 active=" + active + " pending=0 timeout=300 alive=true";
  }

  @Override
  String exhausted() {
    return "PoolExhaustedException";
  }
}
