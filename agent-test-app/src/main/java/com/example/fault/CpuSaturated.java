package com.example.fault;

import com.example.stage.Site;
import com.example.stage.Stage;

/** Another program takes nearly all of the shop's processors while it has work to do. */
public final class CpuSaturated implements Fault {

  private Process neighbour;

  @Override
  public String cause() {
    return "overload.cpu_saturated";
  }

  @Override
  public String sentence() {
    return "another program with 48 busy threads starts on the shop's processor";
  }

  @Override
  public void inject(Stage stage, Site site) throws Exception {
    neighbour = stage.neighbour(site, BusyNeighbour.class);
    site.visitors.also(4, random -> "/export");
  }

  @Override
  public void heal(Stage stage, Site site) {
    neighbour.destroyForcibly();
    site.visitors.onlyOrdinary();
  }

  @Override
  public boolean wholeMachine() {
    return true;
  }

  @Override
  public boolean spoilsTheShop() {
    // it would take the shop long to answer all those who have left meanwhile
    return true;
  }
}
