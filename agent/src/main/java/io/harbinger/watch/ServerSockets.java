package io.harbinger.watch;

import io.harbinger.bridge.ListenerGauges;
import io.harbinger.signal.AcceptQueue.ServerSocket;
import io.harbinger.timeline.Listeners;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What the servers say of their listening sockets, for the signals, as plain values. */
public final class ServerSockets implements Supplier<List<ServerSocket>> {
  private final Listeners listeners;

  public ServerSockets(Listeners listeners) {
    this.listeners = listeners;
  }

  @Override
  public List<ServerSocket> get() {
    List<ServerSocket> all = new ArrayList<>();
    for (ListenerGauges gauges : listeners.all()) {
      int port = gauges.port();
      if (port > 0) {
        all.add(
            new ServerSocket(
                port,
                gauges.backlog(),
                gauges.connections(),
                gauges.maxConnections(),
                gauges.accepting()));
      }
    }
    return all;
  }
}
