package com.example.shop;

import java.util.concurrent.TimeUnit;

/**
 * Numbers gift vouchers, no more than some per second. It waits while holding its lock, which is
 * its fault.
 */
final class VoucherDesk {

  private final long pauseNanos;
  // both guarded by this
  private long nextAllowed = System.nanoTime();
  private int lastNumber;

  VoucherDesk(int perSecond) {
    pauseNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
  }

  synchronized int issue() throws InterruptedException {
    long pause = nextAllowed - System.nanoTime();
    if (pause > 0) {
      TimeUnit.NANOSECONDS.sleep(pause);
    }
    nextAllowed = System.nanoTime() + pauseNanos;
    return ++lastNumber;
  }
}
