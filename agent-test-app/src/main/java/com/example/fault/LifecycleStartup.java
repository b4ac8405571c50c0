package com.example.fault;

import com.example.stage.ShopKind;
import com.example.stage.Site;
import com.example.stage.Stage;

/** The first visitors of a page that is not ready when the shop is. */
public final class LifecycleStartup implements Fault {

  @Override
  public String cause() {
    return "lifecycle.startup";
  }

  @Override
  public String sentence() {
    return "a page of a shop that has just started reads its dictionary when its first visitor comes";
  }

  @Override
  public ShopKind shop() {
    return ShopKind.WELL_READ;
  }

  @Override
  public void inject(Stage stage, Site site) {
    site.visitors.also(5, random -> "/suggestions?begins=" + random.nextInt(100));
  }

  @Override
  public boolean spoilsTheShop() {
    return true;
  }
}
