package com.example.fault;

import com.example.stage.ShopKind;
import com.example.stage.Site;
import com.example.stage.Stage;

/**
 * Another program in the shop's memory group takes what is left; the shop's heap is nearly free.
 */
public final class OomKilled extends DyingProcess {

  private static final int LEFT_MEGABYTES = 150;

  private Process neighbour;

  @Override
  public String cause() {
    return "process.oom_killed";
  }

  @Override
  public String sentence() {
    return "another program in the shop's container takes the memory that is left; the kernel kills"
        + " the shop, and it is started anew";
  }

  @Override
  public ShopKind shop() {
    return ShopKind.CONTAINED;
  }

  @Override
  void end(Stage stage, Site site) throws Exception {
    site.shop.memoryLimit.leave(LEFT_MEGABYTES);
    neighbour = site.shop.memoryLimit.startInside(GreedyNeighbour.class);
    site.shop.awaitEnd();
  }

  @Override
  public void heal(Stage stage, Site site) throws Exception {
    neighbour.destroyForcibly().waitFor();
    site.shop.memoryLimit.lift();
    super.heal(stage, site);
  }
}
