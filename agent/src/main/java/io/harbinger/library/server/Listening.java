package io.harbinger.library.server;

import io.harbinger.bridge.ListenerGauges;
import io.harbinger.library.pool.Figure;

/** The figures of one listening socket, one {@link Figure} each. */
final class Listening implements ListenerGauges {
  /** What the JDK takes for a size that is none. */
  private static final int JDKS_BACKLOG = 50;

  Figure backlog = Figure.UNKNOWN;
  Figure maxConnections = Figure.UNKNOWN;
  Figure connections = Figure.UNKNOWN;
  Figure paused = Figure.UNKNOWN;

  private final Figure port;
  private final Figure running;

  Listening(Figure port, Figure running) {
    this.port = port;
    this.running = running;
  }

  @Override
  public int port() {
    return (int) port.read();
  }

  @Override
  public int backlog() {
    int asked = (int) backlog.read();
    return asked == 0 ? JDKS_BACKLOG : asked;
  }

  @Override
  public int maxConnections() {
    return (int) maxConnections.read();
  }

  @Override
  public long connections() {
    return connections.read();
  }

  @Override
  public boolean accepting() {
    return running.read() == 1 && paused.read() != 1;
  }

  @Override
  public boolean alive() {
    return !port.gone();
  }
}
