package com.example.fault;

import com.example.stage.Site;
import com.example.stage.Stage;

/** Two carts are merged into each other at the same time: two locks in opposite order. */
public final class Deadlock implements Fault {

  @Override
  public String cause() {
    return "code.deadlock";
  }

  @Override
  public String sentence() {
    return "two carts are merged, each into the other";
  }

  @Override
  public void inject(Stage stage, Site site) {
    site.visitors.also(
        8,
        random ->
            random.nextBoolean() ? "/cart?visitor=anna&merge=ben" : "/cart?visitor=ben&merge=anna");
  }

  @Override
  public boolean spoilsTheShop() {
    return true;
  }
}
