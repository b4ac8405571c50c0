package io.harbinger.bridge;

/** What a thread carries between {@link Bridge#taskBegun} and {@link Bridge#taskDone}. */
final class CarriedTask {
  private static final ThreadLocal<Object> CARRIED = new ThreadLocal<>();

  private CarriedTask() {}

  static void put(Object carried) {
    if (carried != null) {
      CARRIED.set(carried);
    }
  }

  /** Null if there is nothing, and from then on. */
  static Object take() {
    Object carried = CARRIED.get();
    if (carried != null) {
      CARRIED.set(null);
    }
    return carried;
  }
}
