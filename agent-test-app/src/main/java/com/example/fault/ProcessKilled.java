package com.example.fault;

import com.example.stage.Site;
import com.example.stage.Stage;

/** SIGKILL while visitors are served, and a new start. */
public final class ProcessKilled extends DyingProcess {

  @Override
  public String cause() {
    return "process.killed";
  }

  @Override
  public String sentence() {
    return "the shop is killed (SIGKILL) and started anew";
  }

  @Override
  void end(Stage stage, Site site) throws Exception {
    site.shop.end("KILL");
  }
}
