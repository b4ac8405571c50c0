package com.example.fault;

import com.example.stage.Site;
import com.example.stage.Stage;
import com.example.stage.Visitors;

/** Visitors without wishes open their wish list; each costs the shop one connection for ever. */
public final class ConnectionLeak implements Fault {

  private Visitors.Stream newcomers;

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
    newcomers =
        site.visitors.also(2, random -> "/wishlist?visitor=" + (1_000 + random.nextInt(1_000)));
  }

  @Override
  public void heal(Stage stage, Site site) {
    newcomers.close();
  }

  @Override
  public boolean spoilsTheShop() {
    return true;
  }
}
