package io.harbinger.gateway;

import io.harbinger.signal.UnansweredConnect;
import io.harbinger.timeline.Peer;
import java.util.Collections;
import java.util.List;

/** The state of this host's TCP connections, as far as the system tells. */
public interface Connections {
  enum State {
    /** Both sides are there. */
    WHOLE,
    /** The peer has closed its side: CLOSE_WAIT. */
    PEER_CLOSED,
    /**
     * This side has closed in good order: FIN_WAIT, TIME_WAIT, LAST_ACK, CLOSING; or both have, as
     * far as the peer's end can be seen.
     */
    CLOSED_BY_US,
    /** No such connection. */
    GONE
  }

  /** One look at all connections; null where the system does not tell. */
  Table look();

  /** Takes one connection, by its {@link ProcNetTcp#key}. */
  interface Unread {
    /**
     * @param closed the peer has closed its side meanwhile
     */
    void accept(long key, boolean closed);
  }

  /** The answer of one look. */
  interface Table {
    State of(Peer peer);

    /**
     * Connections at this host's own port whose server has not read what arrived; -1 when no such
     * port is open on this host.
     */
    int unread(int localPort);

    /** Connections at open ports of this host with a request that nobody has read. */
    default void forEachUnread(Unread each) {}

    /** Neither end of that connection is there, nor what an orderly end leaves for a while. */
    default boolean vanished(long key) {
      return false;
    }

    /** Own connections on their way out that nobody answers. */
    default List<UnansweredConnect> unanswered() {
      return Collections.emptyList();
    }

    /** {@code nanoTime} at which the look began. */
    long atNanos();

    /** … and at which it had seen all. */
    default long doneNanos() {
      return atNanos();
    }
  }
}
