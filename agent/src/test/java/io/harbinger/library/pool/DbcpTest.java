package io.harbinger.library.pool;

import io.harbinger.weave.WovenApplication;
import java.util.List;
import sample.DbcpMain;

/** DBCP 2 and Tomcat's copies of it. */
class DbcpTest extends PoolContract {
  @Override
  List<String> versions() {
    return List.of(
        "dbcp-2.9",
        "dbcp-2.13",
        "tomcat-dbcp-8.5.100",
        "tomcat-dbcp-9.0.98",
        "tomcat-dbcp-10.1.34");
  }

  @Override
  WovenApplication start(String version) throws Exception {
    String maker = version.startsWith("tomcat") ? "org.apache.tomcat.dbcp" : "org.apache.commons";
    return WovenApplication.start(version, false, DbcpMain.class, maker + ".dbcp2");
  }

  @Override
  String figures(int active) {
    return "jdbc/orders max=2 min=1 active=" + active + " pending=0 timeout=300 alive=true";
  }

  @Override
  String exhausted() {
    return "SQLException";
  }
}
