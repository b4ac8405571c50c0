package com.example.fault;

import com.example.stage.ShopKind;
import com.example.stage.Site;
import com.example.stage.Stage;

/** The shop takes memory outside of its heap until its container has none left. */
public final class OomKilled extends DyingProcess {

  /** Each takes 4 MB. */
  private static final double VIEWERS_PER_SECOND = 20;

  @Override
  public String cause() {
    return "process.oom_killed";
  }

  @Override
  public String sentence() {
    return "pictures take the container's memory outside of a heap that is nearly free; the kernel"
        + " kills the shop, and it is started anew";
  }

  @Override
  public ShopKind shop() {
    return ShopKind.CONTAINED;
  }

  @Override
  void end(Stage stage, Site site) throws Exception {
    site.visitors.also(VIEWERS_PER_SECOND, random -> "/pictures?product=5");
    site.shop.awaitEnd();
  }
}
