package com.example.fault;

import com.example.stage.Site;
import com.example.stage.Stage;

/** The shop's process ends while visitors are served, and is started anew. */
abstract class DyingProcess implements Fault {

  /** More visitors than usual, so that several are in flight; each waits for the provider. */
  private static final double BUYERS_PER_SECOND = 60;

  private static final long SETTLED_MILLIS = 1_500;

  /** Returns when the process has ended. */
  abstract void end(Stage stage, Site site) throws Exception;

  @Override
  public void inject(Stage stage, Site site) throws Exception {
    site.visitors.also(BUYERS_PER_SECOND, random -> "/checkout?product=5");
    Thread.sleep(SETTLED_MILLIS);
    end(stage, site);
  }

  @Override
  public void heal(Stage stage, Site site) throws Exception {
    site.visitors.onlyOrdinary();
    site.shop.startAnew();
  }

  @Override
  public int enough() {
    return 2;
  }

  @Override
  public boolean stopsTheProcess() {
    return true;
  }

  @Override
  public boolean spoilsTheShop() {
    return true;
  }
}
