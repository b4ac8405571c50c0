package com.example.benchmark;

/** Work of a helping thread, whose failure must not be lost. */
final class Unchecked {

  interface Work {
    void run() throws Exception;
  }

  static void run(Work work) {
    try {
      work.run();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Unchecked() {}
}
