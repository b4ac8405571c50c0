package com.example.fault;

import com.example.stage.ShopKind;
import com.example.stage.Site;
import com.example.stage.Stage;

/** Full collections of a large live heap by one thread, asked for from outside with jcmd. */
public final class GcPause implements Fault {

  @Override
  public String cause() {
    return "overload.gc_pause";
  }

  @Override
  public String sentence() {
    return "two full collections of a heap with 36 million live objects";
  }

  @Override
  public ShopKind shop() {
    return ShopKind.BIG_CATALOGUE;
  }

  @Override
  public void inject(Stage stage, Site site) throws Exception {
    site.shop.collectGarbage();
    site.shop.collectGarbage();
  }

  @Override
  public void heal(Stage stage, Site site) {}

  @Override
  public boolean stopsTheProcess() {
    return true;
  }
}
