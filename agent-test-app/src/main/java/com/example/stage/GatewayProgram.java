package com.example.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An installed gateway with a configuration of our own, everything inside the workplace. */
abstract class GatewayProgram implements Gateway {

  final int port = freePort();
  final Path folder;
  final Path conf;
  final Path log;

  private final String title;
  private final Workplace workplace;
  private Process process;

  /**
   * @param title also of the file with its output
   */
  GatewayProgram(Workplace workplace, String title) throws IOException {
    this.workplace = workplace;
    this.title = title;
    folder = Files.createDirectory(workplace.folder.resolve(title));
    conf = folder.resolve("gateway.conf");
    log = Files.createFile(folder.resolve("access.log"));
  }

  final void run(String configuration, String... command) throws IOException, InterruptedException {
    Files.writeString(conf, configuration);
    process = workplace.start(title, List.of(command));
    for (int attempt = 0; attempt < 200 && process.isAlive(); attempt++) {
      try {
        new Socket("127.0.0.1", port).close();
        return;
      } catch (IOException e) {
        Thread.sleep(25);
      }
    }
    throw new IOException(title + " does not listen: " + Files.readString(output()));
  }

  final Path output() {
    return workplace.folder.resolve(title + ".log");
  }

  static boolean root() {
    return System.getProperty("user.name").equals("root");
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public Path log() {
    return log;
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }
}
