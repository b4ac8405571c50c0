package com.example.stage;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A PostgreSQL server of our own, with the shop's tables. */
public final class Database {

  private final Workplace workplace;
  private final PlainUser user;
  private final Path programs;
  private final Path data;
  private final int port;

  public static Database start(Workplace workplace) throws Exception {
    Database database = new Database(workplace);
    database.initialise();
    database.start();
    try (InputStream tables = Database.class.getResourceAsStream("/shop.sql")) {
      database.execute(new String(tables.readAllBytes(), StandardCharsets.UTF_8));
    }
    return database;
  }

  private Database(Workplace workplace) throws IOException, InterruptedException {
    this.workplace = workplace;
    user = PlainUser.find(workplace);
    programs = PostgresBinaries.unpack(workplace.folder.resolve("postgres"));
    data = workplace.folder.resolve("data");
    port = freePort();
  }

  public String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
  }

  public String version() throws SQLException {
    try (Connection session = session()) {
      return "PostgreSQL " + session.getMetaData().getDatabaseProductVersion();
    }
  }

  /** A session of its own beside the shop's, such as an administrator would open. */
  public Connection session() throws SQLException {
    return DriverManager.getConnection(url() + "&ApplicationName=psql");
  }

  public void execute(String sql) throws SQLException {
    try (Connection session = session();
        Statement statement = session.createStatement()) {
      statement.execute(sql);
    }
  }

  public void start() throws IOException, InterruptedException {
    String options =
        "-p "
            + port
            + " -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
            + " -c max_connections=60 -c shared_buffers=16MB";
    pgCtl("start", "-w", "-o", options, "-l", data.resolve("server.log").toString());
  }

  /** Stops it as {@code pg_ctl stop -m immediate} does: its sessions are cut. */
  public void stop() throws IOException, InterruptedException {
    pgCtl("stop", "-w", "-m", "immediate");
  }

  /** Freezes every process of the server: connections stay open and nothing answers. */
  public void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  public void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void initialise() throws IOException, InterruptedException {
    Files.createDirectory(data);
    Files.setPosixFilePermissions(workplace.folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    if (!user.prefix.isEmpty() && !user.prefix.get(0).equals("unshare")) {
      workplace.run("chown", List.of("chown", "65534:65534", data.toString()));
    }
    List<String> arguments =
        List.of("-A", "trust", "-U", "postgres", "-E", "UTF-8", "--no-sync", "-D", data.toString());
    check(workplace.run("initdb", user.command(programs.resolve("initdb"), arguments)), "initdb");
    workplace.atTheEnd(this::endQuietly);
  }

  private void pgCtl(String action, String... more) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(action, "-D", data.toString()));
    arguments.addAll(List.of(more));
    boolean done = workplace.run("pg_ctl", user.command(programs.resolve("pg_ctl"), arguments));
    check(done, "pg_ctl " + action);
  }

  private void signal(String signal) throws IOException, InterruptedException {
    ProcessHandle server = server();
    List<String> command = new ArrayList<>(List.of("kill", "-" + signal, "" + server.pid()));
    server.descendants().forEach(session -> command.add("" + session.pid()));
    workplace.run("kill", command);
  }

  private ProcessHandle server() throws IOException {
    long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0));
    return ProcessHandle.of(pid).orElseThrow(() -> new IOException("the database is gone"));
  }

  private void endQuietly() {
    try {
      ProcessHandle server = server();
      server.descendants().forEach(ProcessHandle::destroyForcibly);
      server.destroyForcibly();
      server.onExit().join();
    } catch (IOException e) {
      // stopped already
    }
  }

  private static void check(boolean done, String what) throws IOException {
    if (!done) {
      throw new IOException(what + " failed");
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
