package io.harbinger.gateway;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One look at all connections of the host, the kernel's part included; both ends are here. */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ScanBenchmark {

  @Param({"100", "10000"})
  public int sockets;

  private final List<SocketChannel> open = new ArrayList<>();
  private final ProcNetTcp connections =
      new ProcNetTcp(new File("/proc/self/net"), System::nanoTime);

  @Setup
  public void connect() throws IOException {
    InetAddress here = InetAddress.getByName("127.0.0.1");
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(here, 0));
      while (open.size() < sockets) {
        open.add(SocketChannel.open(server.getLocalAddress()));
        open.add(server.accept());
      }
    }
  }

  @TearDown
  public void close() throws IOException {
    for (SocketChannel channel : open) {
      channel.close();
    }
  }

  @Benchmark
  public Connections.Table hangUpScan() {
    return connections.look();
  }
}
