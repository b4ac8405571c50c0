package com.example.fault;

import com.example.stage.Site;
import com.example.stage.Stage;

/** One visitor mistypes a coupon; checking it takes a regular expression minutes. */
public final class CpuLoop implements Fault {

  @Override
  public String cause() {
    return "code.cpu_loop";
  }

  @Override
  public String sentence() {
    return "a regular expression backtracks over a mistyped coupon";
  }

  @Override
  public void inject(Stage stage, Site site) {
    // one only, because two would keep both processors of a small machine busy
    site.visitors.once("/coupons?code=" + "A".repeat(39) + "_");
  }

  @Override
  public void heal(Stage stage, Site site) {
    // it ends by itself
  }

  @Override
  public int enough() {
    return 1;
  }
}
