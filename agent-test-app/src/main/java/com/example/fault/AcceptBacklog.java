package com.example.fault;

import com.example.stage.ShopKind;
import com.example.stage.Site;
import com.example.stage.Stage;

/** The shop's process is stopped from outside for some seconds, and its accept queue fills. */
public final class AcceptBacklog implements Fault {

  private static final long STOPPED_MILLIS = 4_000;

  @Override
  public String cause() {
    return "overload.accept_backlog";
  }

  @Override
  public String sentence() {
    return "the shop is stopped (SIGSTOP) for 4 s, and its accept queue of one connection fills";
  }

  @Override
  public ShopKind shop() {
    return ShopKind.SHORT_QUEUE;
  }

  @Override
  public void inject(Stage stage, Site site) throws Exception {
    site.shop.signal("STOP");
    Thread.sleep(STOPPED_MILLIS);
    site.shop.signal("CONT");
  }

  @Override
  public void heal(Stage stage, Site site) throws Exception {
    site.shop.signal("CONT");
  }

  @Override
  public int enough() {
    return 2;
  }

  @Override
  public int ordinarySecondsBefore() {
    return 5;
  }

  @Override
  public boolean stopsTheProcess() {
    return true;
  }
}
