package com.example.fault;

import com.example.stage.Site;
import com.example.stage.Stage;
import com.example.stage.Visitors;

/** One visitor mistypes a coupon; checking it takes a regular expression minutes. */
public final class CpuLoop implements Fault {

  private Visitors.Stream mistyping;

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
    mistyping = site.visitors.also(0.5, random -> "/coupons?code=" + "A".repeat(34) + "_");
  }

  @Override
  public void heal(Stage stage, Site site) {
    mistyping.close();
  }
}
