package io.harbinger.timeline;

/** The socket's other end (the gateway), as the kernel sees it. */
public final class Peer {
  public final String address;
  public final int port;
  public final int localPort;

  public Peer(String address, int port, int localPort) {
    this.address = address;
    this.port = port;
    this.localPort = localPort;
  }
}
