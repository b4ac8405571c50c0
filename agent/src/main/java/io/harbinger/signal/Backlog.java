package io.harbinger.signal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Connections that wait to be accepted by this process, and those that the kernel dropped because
 * too many did.
 *
 * <pre>
 *   queued = rx_queue of its own rows in LISTEN       limit = min(what the server asked for, somaxconn)
 *   drops  = ListenDrops of the network namespace, which are its own when
 *              its queue is full, and no other process's is
 *              or the process stood still meanwhile, no other queue is full, and they are four
 *              times what others dropped in such a time within the last minute: at the worst, or,
 *              where it stood for two seconds, on the average
 * </pre>
 *
 * <p>A queue of another process counts as full when nobody takes from it for {@link #PAUSES} short
 * pauses: a gateway's holds somebody for a moment whenever visitors come.
 *
 * <p>Rows are read once a second while something speaks for trouble, else every five seconds. Where
 * the limit is not known, it is what the queue held while it dropped.
 */
final class Backlog implements Signal {
  private static final long SECOND = 1_000_000_000L;
  private static final long CALM = 5 * SECOND;
  private static final long QUIET = 60 * SECOND;
  private static final long STOOD = SECOND / 5;
  private static final double BUSY = 0.8;
  private static final long AFTERWARDS = 3 * SECOND;
  private static final double MORE = 4;
  private static final long LONG_STOP = 2 * SECOND;
  private static final int PAUSES = 3;
  private static final long PAUSE = SECOND / 50;

  private final ProcFile proc;
  private final KeptFile netstat;
  private final ListenRows rows;
  private final OwnSockets sockets;
  private final StallLog stalls;
  private final Supplier<List<AcceptQueue.ServerSocket>> servers;
  private final Runnable pause;

  private final Map<Integer, Long> since = new HashMap<>();
  private final Map<Integer, Integer> learned = new HashMap<>();
  private List<AcceptQueue> last = new ArrayList<>();
  private boolean read;
  private long readNanos;
  private long lookedNanos;
  private double before = -1;
  private long ownDrops;

  /** Of the last that were its own, if there were any. */
  private long ownNanos;

  /** The most in a nanosecond that nobody's queue explained; 0: never. */
  private double othersRate;

  private long othersNanos;

  /** Of this minute and the one before, and when that began. */
  private long othersDrops;

  private long othersBefore;
  private long minuteNanos;
  private long sinceNanos;

  Backlog(
      ProcFile proc,
      StallLog stalls,
      Supplier<List<AcceptQueue.ServerSocket>> servers,
      LongSupplier nanoTime) {
    this(proc, stalls, servers, nanoTime, () -> LockSupport.parkNanos(PAUSE));
  }

  /**
   * @param pause the time in which somebody is taken from a queue that is not full
   */
  Backlog(
      ProcFile proc,
      StallLog stalls,
      Supplier<List<AcceptQueue.ServerSocket>> servers,
      LongSupplier nanoTime,
      Runnable pause) {
    this.pause = pause;
    this.proc = proc;
    this.stalls = stalls;
    this.servers = servers;
    netstat = proc.kept("/proc/net/netstat");
    rows = new ListenRows(proc);
    sockets = new OwnSockets(proc, nanoTime);
  }

  @Override
  public void read(Reading into) {
    long now = into.atNanos;
    turnMinute(now);
    double dropped = listenDrops(into);
    long fresh = before < 0 || dropped < 0 ? 0 : Math.max(0, (long) (dropped - before));
    before = dropped < 0 ? before : dropped;
    List<AcceptQueue.ServerSocket> known = servers.get();
    if (!read || fresh > 0 || troubled(into, known) || now - lookedNanos >= CALM) {
      lookedNanos = now;
      look(now, fresh, known);
    }
    read = true;
    readNanos = now;
    into.acceptQueues = last;
    into.backlogDrops = dropped < 0 ? -1 : ownDrops;
  }

  private boolean troubled(Reading into, List<AcceptQueue.ServerSocket> known) {
    for (AcceptQueue queue : last) {
      if (queue.queued > 0 || queue.drops > 0) {
        return true;
      }
    }
    for (AcceptQueue.ServerSocket server : known) {
      // a socket that is new has to be found while there are descriptors to look for it
      if (!server.accepts
          || last.stream().noneMatch(queue -> queue.port == server.port)
          || (server.maxConnections > 0 && server.connections >= BUSY * server.maxConnections)) {
        return true;
      }
    }
    return into.openDescriptors >= BUSY * Math.max(1, into.maxDescriptors)
        || stood(into.atNanos) >= STOOD;
  }

  private long stood(long now) {
    if (!read) {
      return 0;
    }
    long sum = 0;
    for (Stall stall : stalls.between(readNanos, now)) {
      sum += stall.overlap(readNanos, now);
    }
    return Math.max(sum, now - readNanos - SECOND); // because the stop may not be noted yet
  }

  private void look(long now, long fresh, List<AcceptQueue.ServerSocket> known) {
    List<ListenRows.Row> all = rows.read();
    if (all == null) {
      last = new ArrayList<>();
      return;
    }
    List<ListenRows.Row> own = new ArrayList<>();
    List<ListenRows.Row> others = new ArrayList<>();
    for (ListenRows.Row row : all) {
      if (sockets.has(row.inode)) {
        own.add(row);
      } else if (row.queued > 0) {
        others.add(row);
      }
    }
    boolean ours = fresh > 0 && !stayFull(others);
    ListenRows.Row dropping = ours ? dropping(own, fresh, known, now) : null;
    if (dropping != null) {
      ownDrops += fresh;
      ownNanos = now;
    } else if (fresh > 0 && !(ownDrops > 0 && now - ownNanos < AFTERWARDS)) {
      othersDrops += fresh;
      double rate = (double) fresh / Math.max(SECOND, now - readNanos);
      othersRate = now - othersNanos >= QUIET ? rate : Math.max(othersRate, rate);
      othersNanos = now;
    }
    List<AcceptQueue> queues = new ArrayList<>();
    for (ListenRows.Row row : own) {
      queues.add(queue(row, now, row == dropping ? fresh : 0, server(known, row.port)));
    }
    last = queues;
  }

  /** Their limits are not known, but a server that accepts takes from its queue. */
  private boolean stayFull(List<ListenRows.Row> others) {
    for (int i = 0; i < PAUSES && !others.isEmpty(); i++) {
      pause.run();
      List<ListenRows.Row> later = rows.read();
      if (later != null) {
        others.removeIf(
            full ->
                later.stream().noneMatch(r -> r.inode == full.inode && r.queued >= full.queued));
      }
    }
    return !others.isEmpty();
  }

  /** Whose the drops are, or null when they are not ours. */
  private ListenRows.Row dropping(
      List<ListenRows.Row> own, long fresh, List<AcceptQueue.ServerSocket> known, long now) {
    ListenRows.Row fullest = null;
    ListenRows.Row main = null;
    for (ListenRows.Row row : own) {
      AcceptQueue.ServerSocket server = server(known, row.port);
      int limit = limit(row, server);
      boolean full = limit > 0 ? row.queued > limit : row.queued > 0;
      if (full && (fullest == null || row.queued > fullest.queued)) {
        fullest = row;
      }
      boolean first = main == null && server != null;
      main = first ? row : main;
    }
    if (fullest != null) {
      return fullest;
    }
    long stood = stood(now);
    double usual = stood >= LONG_STOP ? Math.min(othersRate, othersAverage()) : othersRate;
    boolean quiet =
        usual == 0 || now - othersNanos >= QUIET || fresh >= MORE * usual * (now - readNanos);
    ListenRows.Row only = own.size() == 1 ? own.get(0) : main;
    return quiet && stood >= STOOD ? only : null;
  }

  /** In a nanosecond before this reading: a burst, as at a server's start, is not what's usual. */
  private double othersAverage() {
    return (double) (othersBefore + othersDrops) / Math.max(SECOND, readNanos - sinceNanos);
  }

  private void turnMinute(long now) {
    if (!read) {
      sinceNanos = now;
      minuteNanos = now;
    } else if (now - minuteNanos >= QUIET) {
      sinceNanos = minuteNanos;
      minuteNanos = now;
      othersBefore = othersDrops;
      othersDrops = 0;
    }
  }

  private AcceptQueue queue(
      ListenRows.Row row, long now, long drops, AcceptQueue.ServerSocket server) {
    if (row.queued == 0) {
      since.remove(row.port);
    } else {
      since.putIfAbsent(row.port, now);
    }
    if (drops > 0 && row.queued > 1 && server == null) {
      learned.merge(row.port, row.queued - 1, Math::max);
    }
    return new AcceptQueue(
        row.port, row.queued, limit(row, server), drops, since.getOrDefault(row.port, 0L), server);
  }

  private int limit(ListenRows.Row row, AcceptQueue.ServerSocket server) {
    if (server == null || server.backlog <= 0) {
      return learned.getOrDefault(row.port, -1);
    }
    double most = proc.number("/proc/sys/net/core/somaxconn");
    return most < 0 ? server.backlog : (int) Math.min(server.backlog, most);
  }

  private static AcceptQueue.ServerSocket server(List<AcceptQueue.ServerSocket> known, int port) {
    for (AcceptQueue.ServerSocket server : known) {
      if (server.port == port) {
        return server;
      }
    }
    return null;
  }

  /** What else that file tells goes into the reading. */
  private double listenDrops(Reading into) {
    String[] head = {null};
    double[] found = {-1};
    netstat.lines(
        8_192,
        line -> {
          if (!line.startsWith("TcpExt:")) {
            return true;
          }
          if (head[0] == null) {
            head[0] = line;
            return true;
          }
          String[] names = head[0].split(" ");
          String[] values = line.split(" ");
          found[0] = column(names, values, "ListenDrops");
          into.abortedConnections =
              column(names, values, "TCPAbortOnData") + column(names, values, "TCPAbortOnClose");
          return false;
        });
    return found[0];
  }

  private static double column(String[] names, String[] values, String name) {
    for (int i = 0; i < Math.min(names.length, values.length); i++) {
      if (names[i].equals(name)) {
        return Double.parseDouble(values[i]);
      }
    }
    return -1;
  }
}
