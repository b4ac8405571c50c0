package io.harbinger.signal;

import java.io.File;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Which sockets of the kernel's tables belong to this process: those that {@code /proc/self/fd}
 * leads to.
 *
 * <p>Listing it takes time that grows with the number of descriptors, so it is done only for a
 * socket that was never asked about, and for a hundredth of the time at most. Not thread-safe.
 */
public final class OwnSockets {
  private static final int HUNDREDTH = 100;
  private static final int MOST = 10_000;
  private static final String SOCKET = "socket:[";

  private final ProcFile proc;
  private final Map<Long, Boolean> known = new HashMap<>();
  private final LongSupplier nanoTime;
  private boolean listed;
  private long againNanos;

  /**
   * @param root {@code /}
   */
  public OwnSockets(File root, LongSupplier nanoTime) {
    this(new ProcFile(root), nanoTime);
  }

  OwnSockets(ProcFile proc, LongSupplier nanoTime) {
    this.proc = proc;
    this.nanoTime = nanoTime;
  }

  /** False also for a socket that is not known yet. */
  public boolean has(long inode) {
    Boolean answer = known.get(inode);
    long now = nanoTime.getAsLong();
    if (answer == null && (!listed || now - againNanos >= 0)) {
      Set<Long> own = list();
      if (own == null) {
        return false;
      }
      listed = true;
      long after = nanoTime.getAsLong();
      againNanos = after + HUNDREDTH * (after - now);
      if (known.size() > MOST) {
        known.clear();
      }
      for (Long socket : own) {
        known.put(socket, true);
      }
      answer = own.contains(inode);
      known.put(inode, answer);
    }
    return answer != null && answer;
  }

  private Set<Long> list() {
    String[] descriptors = proc.list("/proc/self/fd");
    if (descriptors == null) {
      return null;
    }
    Set<Long> own = new HashSet<>();
    for (String descriptor : descriptors) {
      String target = proc.link("/proc/self/fd/" + descriptor);
      if (target != null && target.startsWith(SOCKET)) {
        own.add((long) ProcFile.number(target, SOCKET.length()));
      }
    }
    return own;
  }
}
