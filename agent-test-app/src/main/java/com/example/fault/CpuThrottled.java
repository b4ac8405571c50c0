package com.example.fault;

import com.example.stage.ShopKind;
import com.example.stage.Site;
import com.example.stage.Stage;

/** The shop's control group may use a twentieth of one processor. */
public final class CpuThrottled implements Fault {

  @Override
  public String cause() {
    return "overload.cpu_throttled";
  }

  @Override
  public String sentence() {
    return "the shop's cpu quota is set to 5 % of one processor";
  }

  @Override
  public ShopKind shop() {
    return ShopKind.LIMITED;
  }

  @Override
  public void inject(Stage stage, Site site) throws Exception {
    site.shop.cpuLimit.set(5);
  }

  @Override
  public void heal(Stage stage, Site site) throws Exception {
    site.shop.cpuLimit.lift();
  }

  /** The queue that it leaves is worked off as fast as the processors allow. */
  @Override
  public boolean wholeMachine() {
    return true;
  }

  @Override
  public boolean stopsTheProcess() {
    return true;
  }
}
