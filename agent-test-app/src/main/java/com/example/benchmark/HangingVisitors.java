package com.example.benchmark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Visitors who ask and wait, without a thread each, until the gateway's patience ends. */
final class HangingVisitors implements AutoCloseable {

  private final List<SocketChannel> waiting = new ArrayList<>();

  /** They come one after the other within that time. */
  void come(int port, String path, int number, double seconds) throws IOException {
    ByteBuffer request = ByteBuffer.wrap(Connection.get(path));
    long start = System.nanoTime();
    for (int i = 0; i < number; i++) {
      LockSupport.parkNanos(start + (long) (seconds * 1e9 / number * i) - System.nanoTime());
      SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.write(request.rewind());
      waiting.add(channel);
    }
  }

  /** The gateway hangs up on each after the same time. */
  void leave(double seconds) throws IOException {
    long start = System.nanoTime();
    for (int i = 0; i < waiting.size(); i++) {
      LockSupport.parkNanos(
          start + (long) (seconds * 1e9 / waiting.size() * i) - System.nanoTime());
      waiting.get(i).close();
    }
    waiting.clear();
  }

  @Override
  public void close() throws IOException {
    leave(0);
  }

  /** A service that takes every connection and never says a word. */
  static ServerSocket silentService() throws IOException {
    return new ServerSocket(0, 5_000);
  }
}
