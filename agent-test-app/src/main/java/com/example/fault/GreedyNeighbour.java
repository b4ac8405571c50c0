package com.example.fault;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A program that takes 400 MB outside of its heap, a few at a time, and keeps them. */
public final class GreedyNeighbour {

  private static final int PIECE = 4 << 20;
  private static final int PIECES = 100;

  public static void main(String[] words) throws InterruptedException {
    List<ByteBuffer> kept = new ArrayList<>();
    while (kept.size() < PIECES) {
      // the JVM writes zeros into it, so it is really there
      kept.add(ByteBuffer.allocateDirect(PIECE));
      Thread.sleep(10);
    }
    Thread.sleep(Long.MAX_VALUE);
  }

  private GreedyNeighbour() {}
}
