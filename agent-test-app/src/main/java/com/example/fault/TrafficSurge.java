package com.example.fault;

import com.example.stage.Site;
import com.example.stage.Stage;

/** Five times as many visitors as before, doing what visitors always do. */
public final class TrafficSurge implements Fault {

  @Override
  public String cause() {
    return "overload.traffic_surge";
  }

  @Override
  public String sentence() {
    return "five times as many visitors";
  }

  @Override
  public void inject(Stage stage, Site site) {
    site.visitors.surge(5);
  }

  @Override
  public void heal(Stage stage, Site site) {
    site.visitors.surge(1);
  }

  @Override
  public int ordinarySecondsBefore() {
    return 15;
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
