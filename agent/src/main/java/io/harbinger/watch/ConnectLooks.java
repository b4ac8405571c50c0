package io.harbinger.watch;

import io.harbinger.gateway.Connections;
import io.harbinger.gateway.UnreadLog;
import io.harbinger.signal.UnansweredConnect;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Passes on looks at the connections, and remembers for a while who was not read and whom nobody
 * could reach in them.
 *
 * <p>The watcher's thread alone uses it.
 */
final class ConnectLooks implements Connections {
  private static final int MOST = 64;

  /** A request may fail some time after its connection was given up. */
  private static final long BEFORE = 5_000_000_000L;

  private static final class Look {
    final long atNanos;
    final List<UnansweredConnect> unanswered;

    Look(long atNanos, List<UnansweredConnect> unanswered) {
      this.atNanos = atNanos;
      this.unanswered = unanswered;
    }
  }

  final UnreadLog unread = new UnreadLog();
  private final Connections connections;
  private final ArrayDeque<Look> looks = new ArrayDeque<>();

  ConnectLooks(Connections connections) {
    this.connections = connections;
  }

  @Override
  public Table look() {
    Table table = connections.look();
    if (table != null) {
      unread.look(table);
    }
    if (table != null && !table.unanswered().isEmpty()) {
      if (looks.size() == MOST) {
        looks.removeFirst();
      }
      looks.addLast(new Look(table.atNanos(), table.unanswered()));
    }
    return table;
  }

  /** Of each address and port the longest try. */
  List<UnansweredConnect> between(long from, long until) {
    List<UnansweredConnect> found = new ArrayList<>();
    for (Look look : looks) {
      if (look.atNanos - from >= -BEFORE && look.atNanos - until <= 0) {
        look.unanswered.forEach(one -> add(found, one));
      }
    }
    return found;
  }

  private static void add(List<UnansweredConnect> found, UnansweredConnect one) {
    for (int i = 0; i < found.size(); i++) {
      UnansweredConnect other = found.get(i);
      if (other.port == one.port && other.address.equals(one.address)) {
        found.set(i, one.retries > other.retries ? one : other);
        return;
      }
    }
    found.add(one);
  }
}
