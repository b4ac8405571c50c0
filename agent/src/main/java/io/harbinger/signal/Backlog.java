package io.harbinger.signal;

/**
 * Connections that the kernel dropped because nobody accepted them in time: {@code ListenDrops} in
 * {@code /proc/net/netstat}, of the whole network namespace.
 */
final class Backlog implements Signal {
  private final ProcFile proc;

  Backlog(ProcFile proc) {
    this.proc = proc;
  }

  @Override
  public void read(Reading into) {
    String text = proc.read("/proc/net/netstat");
    int names = text == null ? -1 : text.indexOf("TcpExt:");
    int values = names < 0 ? -1 : text.indexOf("TcpExt:", names + 1);
    if (values < 0) {
      return;
    }
    String[] head = line(text, names);
    String[] row = line(text, values);
    for (int i = 0; i < Math.min(head.length, row.length); i++) {
      if (head[i].equals("ListenDrops")) {
        into.backlogDrops = Double.parseDouble(row[i]);
      }
    }
  }

  private static String[] line(String text, int from) {
    int end = text.indexOf('\n', from);
    return text.substring(from, end < 0 ? text.length() : end).split(" ");
  }
}
