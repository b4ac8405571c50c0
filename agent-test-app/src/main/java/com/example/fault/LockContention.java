package com.example.fault;

import com.example.stage.Site;
import com.example.stage.Stage;
import java.time.Duration;

/** Many visitors want what is handed out under one lock whose holder is slow. */
public final class LockContention implements Fault {

  private static final Duration LONGEST_QUEUE = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(600);

  @Override
  public String cause() {
    return "code.lock_contention";
  }

  @Override
  public String sentence() {
    return "12 visitors a second want a voucher; its lock lets 4 a second pass";
  }

  @Override
  public void inject(Stage stage, Site site) {
    site.visitors.also(12, random -> "/vouchers");
  }

  @Override
  public void heal(Stage stage, Site site) {
    site.visitors.onlyOrdinary();
    // those who were given up wait in front of the lock still, and ordinary visitors behind them
    long start = System.nanoTime();
    long asked;
    do {
      asked = System.nanoTime();
      site.visitors.awaitOnce("/vouchers");
    } while (System.nanoTime() - asked > SHORT.toNanos()
        && System.nanoTime() - start < LONGEST_QUEUE.toNanos());
  }
}
