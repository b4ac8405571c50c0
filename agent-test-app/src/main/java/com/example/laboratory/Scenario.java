package com.example.laboratory;

import com.example.fault.Fault;
import com.example.stage.ShopKind;
import java.util.List;

/**
 * One or two faults at a time, or none.
 *
 * @param cause the root: for two faults the one that dominates
 * @param because why it dominates, null for a single fault
 * @param inShortForm whether the short form plays it too
 */
record Scenario(
    String name,
    ShopKind shop,
    List<Fault> faults,
    String cause,
    String because,
    boolean inShortForm) {

  static Scenario of(Fault fault) {
    return new Scenario(fault.cause(), fault.shop(), List.of(fault), fault.cause(), null, true);
  }

  static Scenario ofLongForm(Fault fault) {
    return new Scenario(fault.cause(), fault.shop(), List.of(fault), fault.cause(), null, false);
  }

  /** Only healthy visitors and those who leave early: nothing may be tagged. */
  static Scenario nothingWrong() {
    return new Scenario("nothing wrong", ShopKind.ORDINARY, List.of(), null, null, true);
  }

  /** A variety of a fault that is played already. */
  static Scenario variety(String name, Fault fault) {
    return new Scenario(
        fault.cause() + ", " + name, fault.shop(), List.of(fault), fault.cause(), null, false);
  }

  /** The first of the two dominates. */
  static Scenario pair(
      ShopKind shop, Fault root, Fault other, String because, boolean inShortForm) {
    return new Scenario(
        root.cause() + " with " + other.cause(),
        shop,
        List.of(root, other),
        root.cause(),
        because,
        inShortForm);
  }

  boolean right(String named) {
    return cause != null && cause.equals(named);
  }

  boolean spoilsTheShop() {
    return faults.stream().anyMatch(Fault::spoilsTheShop);
  }

  /** Whether no other scenario may be played meanwhile. */
  boolean wholeMachine() {
    return faults.stream().anyMatch(Fault::wholeMachine);
  }

  boolean failsFromTheStart() {
    return faults.stream().anyMatch(Fault::failsFromTheStart);
  }

  boolean warnable() {
    return faults.stream().noneMatch(Fault::stopsTheProcess);
  }
}
