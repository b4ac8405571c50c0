package com.example.laboratory;

import com.example.stage.ShopKind;
import com.example.stage.Site;
import com.example.stage.Stage;
import java.io.IOException;

/**
 * Keeps one shop open at a time, with its ordinary visitors, and opens another when a scenario
 * needs one.
 */
final class Sites implements AutoCloseable {

  private static final double VISITS_PER_SECOND = 60;
  private static final double LEAVERS_PER_SECOND = 0.5;
  private static final long WARM_UP_MILLIS = 4_000;

  private final Stage stage;
  private Open open;

  Sites(Stage stage) {
    this.stage = stage;
  }

  Open take(ShopKind kind) throws Exception {
    if (open != null && open.site.shop.kind != kind) {
      leave();
    }
    if (open == null) {
      Site site = stage.open(kind);
      open = new Open(site, new GatewayLog(site.gateway.log()));
      site.visitors.come(VISITS_PER_SECOND);
      site.visitors.leaveEarly(LEAVERS_PER_SECOND, "/report");
      Thread.sleep(WARM_UP_MILLIS);
    }
    return open;
  }

  void leave() throws IOException {
    if (open != null) {
      open.site.close();
      open = null;
    }
  }

  @Override
  public void close() throws IOException {
    leave();
  }

  record Open(Site site, GatewayLog log) {}
}
