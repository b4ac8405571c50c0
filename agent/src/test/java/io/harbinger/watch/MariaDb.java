package io.harbinger.watch;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A MariaDB of the machine's own in a folder of its own; null where none is installed. */
final class MariaDb {
  final int port;

  private final Path folder;
  private final Process process;

  private MariaDb(Path folder, int port, Process process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  static MariaDb start() throws IOException, InterruptedException {
    Path server = find("mariadbd");
    Path install = find("mariadb-install-db");
    if (server == null || install == null) {
      return null;
    }
    Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "mariadb");
    Path data = folder.resolve("data");
    Path output = folder.resolve("output");
    List<String> common = new ArrayList<>(List.of("--no-defaults", "--datadir=" + data));
    if (System.getProperty("user.name").equals("root")) {
      common.add("--user=root");
    }
    List<String> create = new ArrayList<>(List.of(install.toString()));
    create.addAll(common);
    create.add("--auth-root-authentication-method=normal");
    create.add("--skip-test-db");
    Process installing =
        new ProcessBuilder(create)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (installing.waitFor() != 0) {
      throw new IOException(Files.readString(output));
    }
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    List<String> run = new ArrayList<>(List.of(server.toString()));
    run.addAll(common);
    run.addAll(
        List.of(
            "--bind-address=127.0.0.1",
            "--port=" + port,
            "--socket=" + folder.resolve("socket"),
            "--pid-file=" + folder.resolve("pid"),
            "--performance-schema=off"));
    Process process =
        new ProcessBuilder(run).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    MariaDb started = new MariaDb(folder, port, process);
    started.awaitConnections(output);
    return started;
  }

  Connection connect(String user) throws SQLException {
    return DriverManager.getConnection(url() + "?user=" + user);
  }

  String url() {
    return "jdbc:mariadb://127.0.0.1:" + port + "/";
  }

  void stop() throws IOException, InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private void awaitConnections(Path output) throws IOException {
    while (true) {
      try {
        connect("root").close();
        return;
      } catch (SQLException notYet) {
        if (!process.isAlive()) {
          throw new IOException(Files.readString(output), notYet);
        }
      }
    }
  }

  private static Path find(String program) {
    return Stream.of("/usr/sbin", "/usr/bin", "/usr/local/bin", "/usr/local/sbin")
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }
}
