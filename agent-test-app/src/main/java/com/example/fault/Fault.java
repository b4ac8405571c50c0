package com.example.fault;

import com.example.stage.ShopKind;
import com.example.stage.Site;
import com.example.stage.Stage;

/** A way to make the gateway fail requests, of which the root cause is known. */
public interface Fault {

  /** The root cause, in the words of the diagnosis. */
  String cause();

  /** What is done, for the reader of the laboratory's output. */
  String sentence();

  /** Which shop it needs. */
  default ShopKind shop() {
    return ShopKind.ORDINARY;
  }

  void inject(Stage stage, Site site) throws Exception;

  /** Whoever came in addition stays away; more, where more was done. */
  default void heal(Stage stage, Site site) throws Exception {
    site.visitors.onlyOrdinary();
  }

  /** How many failed requests are enough to judge by. */
  default int enough() {
    return 8;
  }

  /** How long ordinary visitors must have come before, so that anybody can know what is usual. */
  default int ordinarySecondsBefore() {
    return 0;
  }

  /** Whether the shop cannot be used for another fault afterwards. */
  default boolean spoilsTheShop() {
    return false;
  }

  /** Whether the whole process stands still, so that no warning can leave it in time. */
  default boolean stopsTheProcess() {
    return false;
  }

  /** Whether it needs so much of the machine that nothing else may be tried meanwhile. */
  default boolean wholeMachine() {
    return false;
  }

  /** Whether the shop is started with the fault, so that there is nothing healthy before it. */
  default boolean failsFromTheStart() {
    return false;
  }
}
