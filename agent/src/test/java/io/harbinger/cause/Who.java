package io.harbinger.cause;

import static io.harbinger.cause.Given.trace;

import io.harbinger.bridge.Kind;
import java.util.ArrayList;
import java.util.List;

/** Those who hold a scarce thing, in milliseconds. */
final class Who {
  private static final int TRACES = 1000;

  static Holding[] holders(int count, Kind kind, String detail, long opMillis, long heldMillis) {
    Holding[] all = new Holding[count];
    for (int i = 0; i < count; i++) {
      all[i] = holder(i, kind, detail, opMillis - i, heldMillis, false, null, null, null);
    }
    return all;
  }

  static Holding[] ownCode(int count, Thread.State state, String lock, String stack, long millis) {
    Holding[] all = new Holding[count];
    for (int i = 0; i < count; i++) {
      all[i] = holder(100 + i, null, null, millis, millis, false, state, lock, stack);
    }
    return all;
  }

  /** The request that is asked about. */
  static Holding itself(Kind kind, String detail, long opMillis, long heldMillis) {
    return holder(1 - TRACES, kind, detail, opMillis, heldMillis, false, null, null, null);
  }

  static Holding leaked(int number, long heldMillis) {
    String site = "com.zaxxer.Pool.get(Pool.java:1)\ncom.example.Wishes.show(Wishes.java:9)";
    return holder(200 + number, null, null, heldMillis, heldMillis, true, null, null, site);
  }

  static Holding[] both(Holding[] some, Holding... more) {
    List<Holding> all = new ArrayList<>(List.of(some));
    all.addAll(List.of(more));
    return all.toArray(new Holding[0]);
  }

  private static Holding holder(
      int number,
      Kind kind,
      String detail,
      long opMillis,
      long heldMillis,
      boolean leaked,
      Thread.State state,
      String lock,
      String stack) {
    return new Holding(
        "GET /report",
        trace(TRACES + number),
        leaked,
        false,
        kind,
        detail,
        opMillis * 1_000_000,
        heldMillis * 1_000_000,
        state,
        lock,
        stack);
  }

  private Who() {}
}
