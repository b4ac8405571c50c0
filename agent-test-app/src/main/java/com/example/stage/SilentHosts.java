package com.example.stage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Two hosts that neither accept nor refuse a connection: their accept queues are full, so the
 * kernel drops what is sent to them, as a firewall on the way does.
 */
public final class SilentHosts implements AutoCloseable {

  private final List<ServerSocket> hosts = new ArrayList<>();
  private final List<SocketChannel> full = new ArrayList<>();

  public SilentHosts() throws IOException {
    try {
      listen("127.0.0.2");
      listen("127.0.0.3");
    } catch (IOException e) {
      close();
      throw new NotPossibleHere("this machine has no more than one local address");
    }
  }

  private void listen(String address) throws IOException {
    ServerSocket host = new ServerSocket(0, 1, InetAddress.getByName(address));
    hosts.add(host);
    for (int i = 0; i < 4; i++) {
      SocketChannel one = SocketChannel.open();
      one.configureBlocking(false);
      one.connect(new InetSocketAddress(host.getInetAddress(), host.getLocalPort()));
      full.add(one);
    }
  }

  /** {@code 127.0.0.2:4711}. */
  public String address(int which) {
    ServerSocket host = hosts.get(which % hosts.size());
    return host.getInetAddress().getHostAddress() + ":" + host.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    for (SocketChannel one : full) {
      one.close();
    }
    for (ServerSocket host : hosts) {
      host.close();
    }
  }
}
