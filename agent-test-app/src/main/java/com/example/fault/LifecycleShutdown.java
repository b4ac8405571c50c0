package com.example.fault;

import com.example.stage.Site;
import com.example.stage.Stage;

/** SIGTERM under load, as a deploy does it to a server that does not wait for its requests. */
public final class LifecycleShutdown extends DyingProcess {

  @Override
  public String cause() {
    return "lifecycle.shutdown";
  }

  @Override
  public String sentence() {
    return "the shop is stopped in order (SIGTERM) under load and started anew";
  }

  @Override
  void end(Stage stage, Site site) throws Exception {
    site.shop.end("TERM");
  }
}
