package com.example.fault;

import com.example.stage.Site;
import com.example.stage.Stage;
import com.example.stage.Visitors;

/** SIGKILL while visitors are served, and a new start. */
public final class ProcessKilled implements Fault {

  /** More visitors than usual, so that several are in flight; each waits for the provider. */
  private static final double BUYERS_PER_SECOND = 60;

  private static final long SETTLED_MILLIS = 1_500;

  private Visitors.Stream buyers;

  @Override
  public String cause() {
    return "process.killed";
  }

  @Override
  public String sentence() {
    return "the shop is killed (SIGKILL) and started anew";
  }

  @Override
  public void inject(Stage stage, Site site) throws Exception {
    buyers = site.visitors.also(BUYERS_PER_SECOND, random -> "/checkout?product=5");
    Thread.sleep(SETTLED_MILLIS);
    site.shop.kill();
  }

  @Override
  public void heal(Stage stage, Site site) throws Exception {
    buyers.close();
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
