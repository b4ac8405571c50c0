package com.example.shop;

import java.util.HashSet;
import java.util.Set;

/**
 * Where parcels are. Asking for one that is not on its way waits until it is, which is its fault.
 */
final class Courier {

  private final Set<Integer> onTheirWay = new HashSet<>();

  synchronized void pickUp(int parcel) {
    onTheirWay.add(parcel);
    notifyAll();
  }

  synchronized String whereIs(int parcel) throws InterruptedException {
    while (!onTheirWay.contains(parcel)) {
      wait();
    }
    return "parcel " + parcel + " is on its way";
  }
}
