package io.harbinger.signal;

/**
 * Somebody whom this process tries to reach and who does not answer at all: the kernel has sent the
 * first packet of a connection again.
 */
public final class UnansweredConnect {
  /** {@code 192.0.2.1}, or the last four bytes of an IPv6 address as the kernel prints them. */
  public final String address;

  public final int port;

  /** How often it was sent again. */
  public final int retries;

  public UnansweredConnect(String address, int port, int retries) {
    this.address = address;
    this.port = port;
    this.retries = retries;
  }

  @Override
  public String toString() {
    return address + ":" + port;
  }
}
