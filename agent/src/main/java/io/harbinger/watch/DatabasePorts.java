package io.harbinger.watch;

import io.harbinger.gateway.Connections;
import io.harbinger.timeline.ConnectAttempt;
import io.harbinger.timeline.Database;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a database on this host reads what it is sent: a frozen server leaves statements in the
 * kernel's queue, a lock does not.
 *
 * <pre>
 *   ports = those of the addresses that the application connected to
 *   unread = established connections at those ports with a receive queue that is not empty
 * </pre>
 *
 * <p>-1 (not known) for a database on another host. Looked at once a second at most, and only while
 * a statement hangs; the watcher's thread alone uses it.
 */
final class DatabasePorts {
  private static final long GAP = 1_000_000_000L;
  private static final Pattern PORT = Pattern.compile("//[^/]*:(\\d{1,5})");

  private final Connections connections;
  private long lookedNanos;
  private boolean looked;
  private int unread = -1;

  DatabasePorts(Connections connections) {
    this.connections = connections;
  }

  int unread(Database database, long now) {
    if (!looked || now - lookedNanos >= GAP) {
      looked = true;
      lookedNanos = now;
      unread = look(database);
    }
    return unread;
  }

  private int look(Database database) {
    Connections.Table table = connections.look();
    int sum = -1;
    for (ConnectAttempt attempt : database.connects()) {
      int port = port(attempt.url);
      int here = table == null || port < 0 ? -1 : table.unread(port);
      sum = Math.max(sum, here);
    }
    return sum;
  }

  /** Of {@code jdbc:postgresql://db:5432/shop}; the usual one of its kind where none is written. */
  static int port(String url) {
    Matcher written = PORT.matcher(url);
    if (written.find()) {
      return Integer.parseInt(written.group(1));
    }
    boolean mysql = url.startsWith("jdbc:mysql:") || url.startsWith("jdbc:mariadb:");
    return url.startsWith("jdbc:postgresql:") ? 5432 : mysql ? 3306 : -1;
  }
}
