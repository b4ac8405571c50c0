package io.harbinger.timeline;

/** The socket's other end (the gateway), as the kernel sees it. */
public final class Peer {
  public final String address;
  public final int port;
  public final int localPort;

  /** Its connection carries several requests at the same time (HTTP/2). */
  public final boolean shared;

  public Peer(String address, int port, int localPort) {
    this(address, port, localPort, false);
  }

  public Peer(String address, int port, int localPort, boolean shared) {
    this.shared = shared;
    this.address = address;
    this.port = port;
    this.localPort = localPort;
  }
}
