package io.harbinger.signal;

import java.util.ArrayList;
import java.util.List;

/**
 * The listening sockets of this network namespace, out of {@code /proc/net/tcp} and {@code tcp6}.
 *
 * <pre>
 *   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt uid timeout inode
 *    0: 00000000:1F90 00000000:0000 0A 00000000:00000002 …      two connections wait to be accepted
 * </pre>
 *
 * <p>The kernel lists them before all others, so reading ends at the first one that does not
 * listen: what costs milliseconds is to look for the others.
 */
final class ListenRows {
  /** About one row. */
  private static final int STEP = 160;

  private static final String LISTEN = "0A";

  static final class Row {
    final int port;
    final int queued;
    final long inode;

    Row(int port, int queued, long inode) {
      this.port = port;
      this.queued = queued;
      this.inode = inode;
    }
  }

  private final KeptFile tcp;
  private final KeptFile tcp6;

  ListenRows(ProcFile proc) {
    tcp = proc.kept("/proc/net/tcp");
    tcp6 = proc.kept("/proc/net/tcp6");
  }

  /** Null where the system does not tell. */
  List<Row> read() {
    List<Row> rows = new ArrayList<>();
    boolean any = tcp.lines(STEP, line -> add(rows, line));
    any |= tcp6.lines(STEP, line -> add(rows, line));
    return any ? rows : null;
  }

  private static boolean add(List<Row> rows, String line) {
    String[] fields = line.trim().split(" +");
    if (fields[0].equals("sl")) {
      return true;
    }
    if (fields.length < 10 || !fields[3].equals(LISTEN)) {
      return false;
    }
    int port = Integer.parseInt(fields[1].substring(fields[1].indexOf(':') + 1), 16);
    int queued = (int) Long.parseLong(fields[4].substring(9), 16);
    rows.add(new Row(port, queued, Long.parseLong(fields[9])));
    return true;
  }
}
