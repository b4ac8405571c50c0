package com.example.fault;

import com.example.stage.ShopKind;
import com.example.stage.Site;
import com.example.stage.Stage;

/**
 * Searches that nobody made before fill a heap that is nearly full, because no result is ever
 * forgotten.
 */
public final class HeapExhausted implements Fault {

  @Override
  public String cause() {
    return "overload.heap_exhausted";
  }

  @Override
  public String sentence() {
    return "40 new searches a second, each remembered for ever, in a heap that is nearly full";
  }

  @Override
  public ShopKind shop() {
    return ShopKind.SMALL_HEAP;
  }

  @Override
  public void inject(Stage stage, Site site) {
    site.visitors.also(40, random -> "/search?q=pro" + Long.toHexString(random.nextLong()));
  }

  @Override
  public boolean spoilsTheShop() {
    return true;
  }

  @Override
  public boolean stopsTheProcess() {
    return true;
  }
}
