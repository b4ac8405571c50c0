package io.harbinger.signal;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Whether the heap is full, read with no allocation once it is, because that is what fails then.
 *
 * <pre>
 *   full  &gt; 90 % of the heap, or of its old generation, were in use after the last collection,
 *         and at least three collections took ≥ 50 % of the last two seconds
 *         or within the last three seconds a small object of ours found no room
 *   over  they took &lt; 30 % of the last two seconds, and there was room
 *   near  it is announced to fill, or &gt; 75 % of either were in use after the last collection
 * </pre>
 *
 * <p>Looked at in each tick by the watch thread, and by who speaks in its stead; guarded by itself.
 * Collectors that run beside the application (see {@link GcPauses#stops}) do not count.
 */
public final class FullHeap {
  private static final int LOOKS = 1_024;
  private static final long STRETCH = 2_000_000_000L;
  private static final long SECOND = 1_000_000_000L;
  private static final long LATELY = 3_000_000_000L;
  private static final double FULL = 0.9;
  private static final double NEAR = 0.75;

  private final LongSupplier gcMillis;
  private final LongSupplier gcCount;
  private final LongSupplier liveBytes;
  private final long maxBytes;
  private final LongSupplier oldLiveBytes;
  private final LongSupplier oldMaxBytes;

  // the last looks, oldest overwritten
  private final long[] atNanos = new long[LOOKS];
  private final long[] millis = new long[LOOKS];
  private final long[] counts = new long[LOOKS];
  private int looks;

  private long live;
  private long oldLive;
  private long oldMax;
  private long liveNanos;
  private boolean full;
  private boolean expected;

  /** The first of a row of times that no room was found, and the last; 0 = never. */
  private long noRoomSinceNanos;

  private long noRoomNanos;

  /**
   * @param gcMillis in collections that stop the application, since the start
   * @param liveBytes in use after the last collection
   * @param oldMaxBytes of the old generation; 0 or less: it has no bound of its own
   */
  public FullHeap(
      LongSupplier gcMillis,
      LongSupplier gcCount,
      LongSupplier liveBytes,
      long maxBytes,
      LongSupplier oldLiveBytes,
      LongSupplier oldMaxBytes) {
    this.gcMillis = gcMillis;
    this.gcCount = gcCount;
    this.liveBytes = liveBytes;
    this.maxBytes = maxBytes;
    this.oldLiveBytes = oldLiveBytes;
    this.oldMaxBytes = oldMaxBytes;
  }

  /** After {@code main} has begun, because it touches the management beans. */
  public static FullHeap ofThisJvm() {
    List<GarbageCollectorMXBean> stopping = new ArrayList<>();
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (GcPauses.stops(collector.getName())) {
        stopping.add(collector);
      }
    }
    HeapPools pools = new HeapPools();
    GarbageCollectorMXBean[] collectors = stopping.toArray(new GarbageCollectorMXBean[0]);
    return new FullHeap(
        () -> millis(collectors),
        () -> count(collectors),
        pools::liveBytes,
        Runtime.getRuntime().maxMemory(),
        pools::oldLiveBytes,
        pools::oldMaxBytes);
  }

  /** Looks, and tells whether the heap is full. */
  public synchronized boolean look(long now) {
    if (looks > 0 && now - atNanos[(looks - 1) % LOOKS] < 0) {
      return full || noRoom(now); // because another thread has looked since its clock was read
    }
    int at = looks++ % LOOKS;
    atNanos[at] = now;
    millis[at] = gcMillis.getAsLong();
    counts[at] = gcCount.getAsLong();
    int before = lookAt(now - STRETCH);
    double share = share(before, at);
    boolean known = full || (share >= 0.5 && inUse(FULL));
    if (!known && (now - liveNanos >= SECOND || liveNanos == 0)) {
      liveNanos = now;
      readLive(now);
    }
    boolean begins =
        inUse(FULL)
            && atNanos[before] - (now - STRETCH) <= 0
            && share >= 0.5
            && counts[at] - counts[before] >= 3;
    full = begins || (full && share >= 0.3);
    return full || noRoom(now);
  }

  /** What this costs are small objects: where they find no room, nobody's do. */
  public synchronized void foundNoRoom(long now) {
    noRoomSinceNanos = noRoom(now) ? noRoomSinceNanos : now;
    noRoomNanos = now;
  }

  private boolean noRoom(long now) {
    return noRoomNanos != 0 && now - noRoomNanos < LATELY;
  }

  /** Somebody has seen it fill, and says so while it does. */
  public synchronized void expect(boolean fills) {
    expected = fills;
  }

  /** Worth to be prepared for a full one. */
  public synchronized boolean near() {
    return expected || inUse(NEAR);
  }

  private void readLive(long now) {
    try {
      live = liveBytes.getAsLong();
      oldLive = oldLiveBytes.getAsLong();
      oldMax = oldMaxBytes.getAsLong();
    } catch (OutOfMemoryError none) {
      foundNoRoom(now);
    }
  }

  /** Share of the time since then in which collections ran, or there was no room. */
  public synchronized double share(long sinceNanos) {
    long now = looks == 0 ? sinceNanos : atNanos[(looks - 1) % LOOKS];
    long age = now - sinceNanos;
    double without = noRoom(now) && age > 0 ? Math.min(age, now - noRoomSinceNanos) : 0;
    return Math.max(gcShare(sinceNanos), without / Math.max(1, age));
  }

  /** Share of the time since then that collections took, as far as the looks go back. */
  public synchronized double gcShare(long sinceNanos) {
    return looks == 0 ? 0 : share(lookAt(sinceNanos), (looks - 1) % LOOKS);
  }

  /** As of the last look, with nothing but what tells that it is full. */
  public synchronized HostView view(long sinceNanos) {
    HostView view = new HostView();
    view.heapAfterGcBytes = live;
    view.heapMaxBytes = maxBytes;
    view.oldAfterGcBytes = oldLive;
    view.oldMaxBytes = oldMax;
    view.gcShare = gcShare(sinceNanos);
    return view;
  }

  /** More than this share of the heap, or of its old generation. */
  private boolean inUse(double share) {
    return live > share * maxBytes || (oldMax > 0 && oldLive > share * oldMax);
  }

  /** The last look at or before that moment, else the oldest. */
  private int lookAt(long nanos) {
    int oldest = Math.max(0, looks - LOOKS);
    for (int i = looks - 1; i > oldest; i--) {
      if (atNanos[i % LOOKS] - nanos <= 0) {
        return i % LOOKS;
      }
    }
    return oldest % LOOKS;
  }

  private double share(int from, int to) {
    long nanos = atNanos[to] - atNanos[from];
    return nanos <= 0 ? 0 : Math.min(1, (millis[to] - millis[from]) * 1e6 / nanos);
  }

  private static long millis(GarbageCollectorMXBean[] collectors) {
    long sum = 0;
    for (GarbageCollectorMXBean collector : collectors) {
      sum += Math.max(0, collector.getCollectionTime());
    }
    return sum;
  }

  private static long count(GarbageCollectorMXBean[] collectors) {
    long sum = 0;
    for (GarbageCollectorMXBean collector : collectors) {
      sum += Math.max(0, collector.getCollectionCount());
    }
    return sum;
  }
}
