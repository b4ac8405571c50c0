package com.example.shop;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Pictures, unpacked outside of the heap. Each is kept for the next visitor, which is its fault.
 */
final class Pictures extends Page {

  private static final long serialVersionUID = 1L;
  private static final int BYTES = 4 << 20;

  private final transient Queue<ByteBuffer> kept = new ConcurrentLinkedQueue<>();

  @Override
  String render(HttpServletRequest request) {
    // the JVM writes zeros into it, so the memory is really taken
    ByteBuffer picture = ByteBuffer.allocateDirect(BYTES);
    kept.add(picture);
    return "a picture of " + picture.capacity() + " bytes";
  }
}
