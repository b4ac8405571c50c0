package com.example.fault;

import com.example.stage.SilentHosts;
import com.example.stage.Site;
import com.example.stage.Stage;
import java.io.IOException;

/** Nothing comes back from two hosts that the shop connects to. */
public final class OutboundBlocked implements Fault {

  private SilentHosts hosts;

  @Override
  public String cause() {
    return "firewall.outbound_blocked";
  }

  @Override
  public String sentence() {
    return "what the shop sends to two carriers is dropped on its way";
  }

  @Override
  public void inject(Stage stage, Site site) throws IOException {
    SilentHosts silent = new SilentHosts();
    hosts = silent;
    site.visitors.also(5, random -> "/quotes?carrier=" + silent.address(random.nextInt(2)));
  }

  @Override
  public void heal(Stage stage, Site site) throws IOException, InterruptedException {
    site.visitors.onlyOrdinary();
    // who has come last shall meet the silence, too
    Thread.sleep(200);
    hosts.close();
  }
}
