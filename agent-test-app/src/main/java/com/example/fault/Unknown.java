package com.example.fault;

import com.example.stage.Site;
import com.example.stage.Stage;
import com.example.stage.Visitors;

/**
 * Visitors ask for a parcel that nobody has picked up: the page waits for an event, which no rule
 * knows of.
 */
public final class Unknown implements Fault {

  private Visitors.Stream waiting;

  @Override
  public String cause() {
    return "unknown";
  }

  @Override
  public String sentence() {
    return "a page waits for an event that does not happen";
  }

  @Override
  public void inject(Stage stage, Site site) {
    waiting = site.visitors.also(4, random -> "/tracking?parcel=5000");
  }

  @Override
  public void heal(Stage stage, Site site) {
    waiting.close();
    // the parcel is picked up at last, so that nobody waits for ever
    site.visitors.once("/tracking?pickup=yes&parcel=5000");
  }
}
