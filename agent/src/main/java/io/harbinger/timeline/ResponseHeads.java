package io.harbinger.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The response headers that come near what the gateway takes.
 *
 * <pre>
 *   size  = the whole header, or its longest line where the gateway limits lines
 *   near    from 0.8 · limit on: its largest line is asked for
 *   larger  than the limit: the gateway may have refused it
 * </pre>
 *
 * <p>A gateway that was seen to take a larger one than its profile says is believed. Request
 * threads compare two numbers; what is near is rare and remembered by method and route.
 */
public final class ResponseHeads {
  private static final double NEAR = 0.8;
  private static final int MOST = 64;

  private final ConcurrentHashMap<String, ResponseHead> near = new ConcurrentHashMap<>();

  /** Written by the watcher; -1 where no limit is known. */
  private volatile int limit = -1;

  private volatile boolean lines;

  /** The largest that a gateway took although it was above its profile's limit. */
  private volatile int taken;

  /**
   * @param bytes 0 or less where no limit is known
   * @param ofLines it is the limit of a single line
   */
  public void limit(int bytes, boolean ofLines) {
    if (bytes != limit || ofLines != lines) {
      lines = ofLines;
      limit = bytes;
    }
  }

  /** What the gateway limits of such a header. */
  public int measure(int headBytes, int longestLine) {
    return lines ? longestLine : headBytes;
  }

  boolean isNear(int size) {
    int most = limit;
    return most > 0 && size >= NEAR * most && size > taken;
  }

  /** In the eyes of the profile, as long as nothing else was seen. */
  public boolean tooLarge(int size) {
    int most = limit;
    return most > 0 && size > most && size > taken;
  }

  /** The gateway took one of that size. */
  public void takes(int size) {
    taken = Math.max(taken, size);
  }

  public int limit() {
    return limit;
  }

  void add(String who, int size, String header, int headerBytes) {
    if (near.size() < MOST) {
      near.putIfAbsent(who, new ResponseHead(who, size, header, headerBytes));
    }
  }

  public List<ResponseHead> all() {
    return new ArrayList<>(near.values());
  }
}
