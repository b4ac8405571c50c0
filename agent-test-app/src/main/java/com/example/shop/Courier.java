package com.example.shop;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * Where parcels are. Asking for one that is not on its way waits until it is, which is its fault.
 */
final class Courier {

  private final Map<Integer, CountDownLatch> pickUps = new ConcurrentHashMap<>();

  void pickUp(int parcel) {
    pickUpOf(parcel).countDown();
  }

  String whereIs(int parcel) throws InterruptedException {
    pickUpOf(parcel).await();
    return "parcel " + parcel + " is on its way";
  }

  private CountDownLatch pickUpOf(int parcel) {
    return pickUps.computeIfAbsent(parcel, unused -> new CountDownLatch(1));
  }
}
