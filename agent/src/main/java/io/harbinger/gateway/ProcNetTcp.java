package io.harbinger.gateway;

import io.harbinger.signal.UnansweredConnect;
import io.harbinger.timeline.Peer;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;

/**
 * Reads {@code /proc/net/tcp} and {@code tcp6} of this network namespace.
 *
 * <pre>
 *   sl  local_address rem_address   st …
 *    0: 0100007F:1F90 0100007F:D2A4 08 …      08 = CLOSE_WAIT, 01 = ESTABLISHED, 02 = SYN_SENT
 * </pre>
 *
 * <p>A row is keyed by both ports and the last four bytes of the remote address, which serves plain
 * IPv4 (tcp), v4-mapped (tcp6) and IPv6 alike. One look costs milliseconds, whatever the number of
 * our sockets, so {@link HangUps} limits how often. Not thread-safe: one thread looks.
 */
public final class ProcNetTcp implements Connections {
  private static final int SYN_SENT = 0x02;

  private final File folder;
  private final LongSupplier nanoTime;
  private final LongPredicate owns;
  private byte[] buffer = new byte[64 * 1024];

  /**
   * @param folder {@code /proc/self/net}, or a folder with recorded files
   */
  public ProcNetTcp(File folder, LongSupplier nanoTime) {
    this(folder, nanoTime, inode -> false);
  }

  /**
   * @param owns whether the socket of that inode is one of this process's; asked about those that
   *     nobody answers
   */
  public ProcNetTcp(File folder, LongSupplier nanoTime, LongPredicate owns) {
    this.owns = owns;
    this.folder = folder;
    this.nanoTime = nanoTime;
  }

  @Override
  public Table look() {
    Rows rows = new Rows(nanoTime.getAsLong());
    // servers' ends first, so that a peer's end is seen not earlier than that ours is gone
    boolean any = read("tcp6", rows);
    any |= read("tcp", rows);
    if (!any) {
      return null;
    }
    rows.sort();
    rows.doneNanos = nanoTime.getAsLong();
    return rows;
  }

  private boolean read(String name, Rows rows) {
    try (InputStream in = new FileInputStream(new File(folder, name))) {
      int length = 0;
      // by 8 KB, because the kernel never gives more and the JVM would allocate for what is asked
      for (int n; (n = in.read(buffer, length, Math.min(8_192, buffer.length - length))) > 0; ) {
        length += n;
        if (length == buffer.length) {
          buffer = Arrays.copyOf(buffer, length * 2);
        }
      }
      parse(length, rows);
      return true;
    } catch (IOException | RuntimeException unreadable) {
      return false;
    }
  }

  private void parse(int length, Rows rows) {
    int at = nextLine(0, length); // the heading
    while (at < length) {
      int end = nextLine(at, length);
      int colon = indexOf((byte) ':', at, end);
      int local = skipBlanks(colon + 1, end);
      int localColon = indexOf((byte) ':', local, end);
      int remote = skipBlanks(localColon + 5, end);
      int remoteColon = indexOf((byte) ':', remote, end);
      int state = skipBlanks(remoteColon + 5, end);
      int queues = skipBlanks(state + 2, end); // tx_queue:rx_queue, eight digits each
      if (colon > 0 && localColon > 0 && remoteColon > 0 && queues + 17 <= end) {
        long address = hex(remoteColon - 8, 8);
        int localPort = (int) hex(localColon + 1, 4);
        rows.add(
            key(localPort, (int) hex(remoteColon + 1, 4), address),
            (byte) hex(state, 2),
            localPort,
            hex(queues + 9, 8));
        if (hex(state, 2) == SYN_SENT) {
          unanswered(at, end, address, (int) hex(remoteColon + 1, 4), rows);
        }
      }
      at = end;
    }
  }

  /** Such rows are few, so they may be read slowly. */
  private void unanswered(int from, int to, long address, int port, Rows rows) {
    String[] fields =
        new String(buffer, from, to - from, StandardCharsets.ISO_8859_1).trim().split(" +");
    int retries = fields.length < 10 ? 0 : (int) Long.parseLong(fields[6], 16);
    if (retries > 0 && owns.test(Long.parseLong(fields[9]))) {
      rows.unanswered.add(new UnansweredConnect(PeerAddress.text(address), port, retries));
    }
  }

  private int nextLine(int from, int length) {
    int newline = indexOf((byte) '\n', from, length);
    return newline < 0 ? length : newline + 1;
  }

  private int indexOf(byte wanted, int from, int to) {
    for (int i = Math.max(0, from); i < to; i++) {
      if (buffer[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  private int skipBlanks(int from, int to) {
    int i = from;
    while (i < to && buffer[i] == ' ') {
      i++;
    }
    return i;
  }

  private long hex(int from, int digits) {
    long value = 0;
    for (int i = from; i < from + digits; i++) {
      value = value << 4 | Character.digit(buffer[i], 16);
    }
    return value;
  }

  static long key(Peer peer) {
    return key(peer.localPort, peer.port, PeerAddress.lastFourBytes(peer.address));
  }

  static long key(int localPort, int remotePort, long address) {
    return address << 32 ^ (long) remotePort << 16 ^ localPort;
  }

  static int localPort(long key) {
    return (int) (key & 0xFFFF);
  }

  /** Keys and states of one look, in two parallel arrays sorted by key. */
  private static final class Rows implements Table {
    private static final byte ESTABLISHED = 0x01;
    private static final byte TIME_WAIT = 0x06;
    private static final byte CLOSE_WAIT = 0x08;
    private static final byte CLOSE = 0x07;
    private static final byte LISTEN = 0x0A;

    /** The kernel counts the peer's FIN as a byte. */
    private static final int FIN_COUNTS = 1;

    private final long atNanos;
    private long doneNanos;
    private long[] rows = new long[256];
    private long[] keys;
    private byte[] states = new byte[256];
    private final BitSet openPorts = new BitSet();
    private final BitSet servers = new BitSet();
    private BitSet waiting = new BitSet();
    private final Map<Integer, Integer> unread = new HashMap<>();
    private final List<UnansweredConnect> unanswered = new ArrayList<>();
    private int count;

    Rows(long atNanos) {
      this.atNanos = atNanos;
    }

    void add(long key, byte state, int localPort, long unreadBytes) {
      if (state == ESTABLISHED || state == LISTEN) {
        openPorts.set(localPort);
      }
      if (state == LISTEN) {
        servers.set(localPort);
      }
      if (state == ESTABLISHED && unreadBytes > 0) {
        unread.merge(localPort, 1, Integer::sum);
      }
      if (state == ESTABLISHED || state == CLOSE_WAIT) {
        waiting.set(count, unreadBytes > FIN_COUNTS);
      }
      if (count == rows.length) {
        rows = Arrays.copyOf(rows, count * 2);
        states = Arrays.copyOf(states, count * 2);
      }
      rows[count] = key;
      states[count++] = state;
    }

    void sort() {
      keys = Arrays.copyOf(rows, count);
      Arrays.sort(keys);
      byte[] sorted = new byte[count];
      BitSet waits = new BitSet();
      BitSet taken = new BitSet();
      for (int i = 0; i < count; i++) {
        int at = Arrays.binarySearch(keys, rows[i]);
        while (at > 0 && keys[at - 1] == rows[i]) {
          at--;
        }
        at = taken.nextClearBit(at); // equal keys in the order of their rows
        taken.set(at);
        sorted[at] = states[i];
        waits.set(at, waiting.get(i));
      }
      states = sorted;
      waiting = waits;
    }

    @Override
    public void forEachUnread(Unread each) {
      for (int i = waiting.nextSetBit(0); i >= 0; i = waiting.nextSetBit(i + 1)) {
        if (servers.get(localPort(keys[i]))) {
          each.accept(keys[i], states[i] == CLOSE_WAIT);
        }
      }
    }

    @Override
    public State of(Peer peer) {
      long address = PeerAddress.lastFourBytes(peer.address);
      int at = Arrays.binarySearch(keys, key(peer));
      if (at >= 0) {
        return state(states[at]);
      }
      return endedByPeer(peer, address) ? State.CLOSED_BY_US : State.GONE;
    }

    /**
     * On this host the peer's own end is in the table, too: it stays for a minute where both sides
     * closed in good order, and not after a reset. Both ends are not read at one instant: one that
     * still stands has not been reset, either.
     */
    private boolean endedByPeer(Peer peer, long address) {
      boolean here = peer.address.startsWith("127.") || peer.address.endsWith(":1");
      int at = here ? Arrays.binarySearch(keys, key(peer.port, peer.localPort, address)) : -1;
      return at >= 0 && (states[at] == TIME_WAIT || states[at] == ESTABLISHED);
    }

    @Override
    public boolean vanished(long key) {
      int peerPort = (int) (key >> 16 & 0xFFFF);
      return Arrays.binarySearch(keys, key) < 0
          && Arrays.binarySearch(keys, key(peerPort, localPort(key), key >>> 32)) < 0;
    }

    private static State state(byte state) {
      switch (state) {
        case ESTABLISHED:
          return State.WHOLE;
        case CLOSE_WAIT:
          return State.PEER_CLOSED;
        case CLOSE: // a TIME_WAIT row on its way out
          return State.GONE;
        default:
          return State.CLOSED_BY_US;
      }
    }

    @Override
    public int unread(int localPort) {
      return openPorts.get(localPort) ? unread.getOrDefault(localPort, 0) : -1;
    }

    @Override
    public List<UnansweredConnect> unanswered() {
      return unanswered;
    }

    @Override
    public long atNanos() {
      return atNanos;
    }

    @Override
    public long doneNanos() {
      return doneNanos;
    }
  }
}
