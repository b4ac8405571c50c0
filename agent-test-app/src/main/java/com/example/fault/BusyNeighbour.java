package com.example.fault;

/** A program that keeps all processors busy until it is ended, at the latest after a minute. */
final class BusyNeighbour {

  private static final int THREADS_PER_PROCESSOR = 48;

  public static void main(String[] arguments) {
    long end = System.nanoTime() + 60_000_000_000L;
    int threads = THREADS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors();
    for (int i = 0; i < threads; i++) {
      new Thread(
              () -> {
                while (System.nanoTime() < end) {
                  Thread.onSpinWait();
                }
              })
          .start();
    }
  }

  private BusyNeighbour() {}
}
