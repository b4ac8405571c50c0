package com.example.fault;

import com.example.stage.Site;
import com.example.stage.Stage;

/**
 * Visitors ask for a parcel that nobody has picked up: the page waits for an event, without a lock,
 * a call or a connection, so no rule can know what for.
 */
public final class Unknown implements Fault {

  // another one each time, because the one before has been picked up: from inject on
  private int parcel = 5_000;

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
    parcel++;
    String path = "/tracking?parcel=" + parcel;
    site.visitors.also(4, random -> path);
  }

  @Override
  public void heal(Stage stage, Site site) {
    site.visitors.onlyOrdinary();
    // the parcel is picked up at last, so that nobody waits for ever
    site.visitors.once("/tracking?pickup=yes&parcel=" + parcel);
  }
}
