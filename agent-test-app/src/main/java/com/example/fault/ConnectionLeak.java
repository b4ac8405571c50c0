package com.example.fault;

import com.example.stage.Site;
import com.example.stage.Stage;

/** Visitors without wishes open their wish list; each costs the shop one connection for ever. */
public final class ConnectionLeak implements Fault {

  @Override
  public String cause() {
    return "code.connection_leak";
  }

  @Override
  public String sentence() {
    return "a page that forgets to close its connection is opened twice a second";
  }

  @Override
  public void inject(Stage stage, Site site) {
    site.visitors.also(2, random -> "/wishlist?visitor=" + (1_000 + random.nextInt(1_000)));
  }

  @Override
  public boolean spoilsTheShop() {
    return true;
  }
}
