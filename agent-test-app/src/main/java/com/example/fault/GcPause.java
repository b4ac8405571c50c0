package com.example.fault;

import com.example.stage.ShopKind;
import com.example.stage.Site;
import com.example.stage.Stage;

/** Full collections of a large live heap by one thread, asked for from outside with jcmd. */
public final class GcPause implements Fault {

  private final boolean harmless;

  public static GcPause ofLargeHeap() {
    return new GcPause(false);
  }

  /** The same in a small heap: it takes some milliseconds and may not be blamed for anything. */
  public static GcPause harmless() {
    return new GcPause(true);
  }

  private GcPause(boolean harmless) {
    this.harmless = harmless;
  }

  @Override
  public String cause() {
    return "overload.gc_pause";
  }

  @Override
  public String sentence() {
    return harmless
        ? "two full collections of a small heap"
        : "two full collections of a heap with 36 million live objects";
  }

  @Override
  public ShopKind shop() {
    return harmless ? ShopKind.ORDINARY : ShopKind.BIG_CATALOGUE;
  }

  @Override
  public void inject(Stage stage, Site site) throws Exception {
    site.shop.collectGarbage();
    site.shop.collectGarbage();
  }

  @Override
  public boolean wholeMachine() {
    return !harmless; // else it would also have no processor, which is another cause
  }

  @Override
  public boolean stopsTheProcess() {
    return !harmless;
  }
}
