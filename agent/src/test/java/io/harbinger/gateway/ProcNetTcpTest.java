package io.harbinger.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.timeline.Peer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ProcNetTcpTest {
  private static final String HEAD =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid\n";

  @TempDir Path folder;

  @Test
  void tellsAClosedPeerFromAWholeConnectionAndAMissingRow() throws IOException {
    file(
        "tcp6",
        HEAD
            + row6("0100007F", 8080, "0100007F", 40001, "01")
            + row6("0100007F", 8080, "0100007F", 40002, "08")
            + row6("0100007F", 8080, "0100007F", 40003, "06"));

    Connections.Table table = new ProcNetTcp(folder.toFile(), () -> 5).look();

    assertThat(table.of(peer("127.0.0.1", 40001))).isEqualTo(Connections.State.WHOLE);
    assertThat(table.of(peer("127.0.0.1", 40002))).isEqualTo(Connections.State.PEER_CLOSED);
    assertThat(table.of(peer("127.0.0.1", 40003))).isEqualTo(Connections.State.CLOSED_BY_US);
    assertThat(table.of(peer("127.0.0.1", 40004))).isEqualTo(Connections.State.GONE);
    assertThat(table.of(peer("127.0.0.2", 40001))).isEqualTo(Connections.State.GONE);
    assertThat(table.atNanos()).isEqualTo(5);
  }

  @Test
  void tellsAnOrderlyEndFromAResetByThePeersOwnRow() throws IOException {
    file(
        "tcp",
        HEAD
            + "   0: 0100007F:9C45 0100007F:1F90 06 00000000:00000000 00:00000000\n"
            + "   1: 0100007F:9C47 0100007F:1F90 01 00000000:00000000 00:00000000\n"
            + "   2: 0100007F:9C48 0100007F:1F90 05 00000000:00000000 00:00000000\n");

    Connections.Table table = new ProcNetTcp(folder.toFile(), () -> 0).look();

    assertThat(table.of(peer("127.0.0.1", 40005))).isEqualTo(Connections.State.CLOSED_BY_US);
    assertThat(table.of(peer("127.0.0.1", 40006))).isEqualTo(Connections.State.GONE);
    assertThat(table.of(peer("127.0.0.1", 40007))).isEqualTo(Connections.State.CLOSED_BY_US);
    assertThat(table.of(peer("127.0.0.1", 40008))).isEqualTo(Connections.State.GONE);
  }

  @Test
  void readsPlainVersion4Rows() throws IOException {
    file("tcp", HEAD + "   0: 0100007F:1F90 0200007F:9C41 08 00000000:00000001 00:00000000\n");

    Connections.Table table = new ProcNetTcp(folder.toFile(), () -> 0).look();

    assertThat(table.of(peer("127.0.0.2", 40001))).isEqualTo(Connections.State.PEER_CLOSED);
  }

  @Test
  void tellsWhomNobodyOfItsOwnReaches() throws IOException {
    String asked =
        " 02 00000001:00000000 01:0000005D 0000000%d     0        0 %d 2 00000000cb 100\n";
    file(
        "tcp",
        HEAD
            + "   0: 00000000:D702 010200C0:0050"
            + String.format(asked, 3, 77)
            + "   1: 00000000:D703 020200C0:0050"
            + String.format(asked, 0, 77)
            + "   2: 00000000:D704 030200C0:0050"
            + String.format(asked, 3, 99));

    Connections.Table table = new ProcNetTcp(folder.toFile(), () -> 0, inode -> inode == 77).look();

    assertThat(table.unanswered())
        .singleElement()
        .satisfies(one -> assertThat(one.retries).isEqualTo(3))
        .hasToString("192.0.2.1:80");
  }

  @Test
  void countsConnectionsWhoseServerDoesNotRead() throws IOException {
    String client = "   0: 0100007F:9C41 0100007F:1538 01 00000000:00000000 00:00000000\n";
    String asleep = "   1: 0100007F:1538 0100007F:9C41 01 00000000:0000002A 00:00000000\n";
    String awake = "   2: 0100007F:1538 0100007F:9C42 01 00000000:00000000 00:00000000\n";
    file("tcp", HEAD + client + asleep + awake);

    Connections.Table table = new ProcNetTcp(folder.toFile(), () -> 0).look();

    assertThat(table.unread(0x1538)).isEqualTo(1);
    assertThat(table.unread(0x9C41)).isZero();
    assertThat(table.unread(3306)).isEqualTo(-1);
  }

  @Test
  void namesWhomTheServerHasNotRead() throws IOException {
    String row = "   0: 0100007F:1F90 0100007F:%04X %s 00000000:%08X 00:00000000\n";
    String listens = "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000003 00:00000000\n";
    String ofAnotherPort = "   0: 0100007F:1538 0100007F:9C41 01 00000000:0000002A 00:00000000\n";
    file(
        "tcp",
        HEAD
            + listens
            + String.format(row, 40_001, "01", 120)
            + String.format(row, 40_002, "08", 121)
            + String.format(row, 40_003, "08", 1) // the FIN alone
            + String.format(row, 40_004, "01", 0)
            + ofAnotherPort);
    Map<Long, Boolean> unread = new HashMap<>();

    new ProcNetTcp(folder.toFile(), () -> 0).look().forEachUnread(unread::put);

    assertThat(unread)
        .containsOnly(
            Map.entry(ProcNetTcp.key(peer("127.0.0.1", 40_001)), false),
            Map.entry(ProcNetTcp.key(peer("127.0.0.1", 40_002)), true));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void seesARealVisitorLeaveUnread() throws IOException {
    ProcNetTcp live = new ProcNetTcp(new java.io.File("/proc/self/net"), System::nanoTime);
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      long key =
          ProcNetTcp.key(new Peer("127.0.0.1", client.getLocalPort(), server.getLocalPort()));
      Map<Long, Boolean> unread = new HashMap<>();
      client.getOutputStream().write("GET / HTTP/1.1".getBytes(StandardCharsets.US_ASCII));
      client.shutdownOutput();
      long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (!unread.getOrDefault(key, false) && System.nanoTime() < patience) {
        live.look().forEachUnread(unread::put);
      }
      assertThat(unread).containsEntry(key, true);

      accepted.getInputStream().readNBytes(14);
      unread.clear();
      live.look().forEachUnread(unread::put);
      assertThat(unread).doesNotContainKey(key);
    }
  }

  @Test
  void saysNothingWhereTheSystemHasNoSuchFiles() {
    assertThat(new ProcNetTcp(folder.toFile(), () -> 0).look()).isNull();
  }

  @Test
  void readsThousandsOfRows() throws IOException {
    StringBuilder text = new StringBuilder(HEAD);
    for (int port = 10_000; port < 20_000; port++) {
      text.append(row6("0100007F", 8080, "0100007F", port, port % 2 == 0 ? "01" : "08"));
    }
    file("tcp6", text.toString());

    Connections.Table table = new ProcNetTcp(folder.toFile(), () -> 0).look();

    for (int port = 10_000; port < 20_000; port++) {
      assertThat(table.of(peer("127.0.0.1", port)))
          .isEqualTo(port % 2 == 0 ? Connections.State.WHOLE : Connections.State.PEER_CLOSED);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void seesARealPeerHangUp() throws IOException {
    ProcNetTcp live = new ProcNetTcp(new java.io.File("/proc/self/net"), System::nanoTime);
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      Peer peer = new Peer("127.0.0.1", client.getLocalPort(), server.getLocalPort());
      assertThat(live.look().of(peer)).isEqualTo(Connections.State.WHOLE);

      client.shutdownOutput();
      assertThat(accepted.getInputStream().read()).isEqualTo(-1); // the FIN has arrived

      assertThat(live.look().of(peer)).isEqualTo(Connections.State.PEER_CLOSED);
    }
  }

  private static Peer peer(String address, int port) {
    return new Peer(address, port, 8080);
  }

  private static String row6(String local, int localPort, String remote, int port, String state) {
    return String.format(
        "   0: 0000000000000000FFFF0000%s:%04X 0000000000000000FFFF0000%s:%04X %s 00000000:00000000 0\n",
        local, localPort, remote, port, state);
  }

  private void file(String name, String text) throws IOException {
    Files.write(folder.resolve(name), text.getBytes(StandardCharsets.US_ASCII));
  }
}
