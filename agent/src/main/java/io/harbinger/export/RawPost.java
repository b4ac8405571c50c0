package io.harbinger.export;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * An HTTP/1.1 connection for posts to one address, which neither waits nor allocates once it
 * stands.
 *
 * <pre>
 *   head: POST … Content-Length: 0001234      as wide as any length
 *   body: as far as the collector takes it now; the rest at the next call
 *   answers are read and forgotten
 * </pre>
 */
final class RawPost {
  private static final int WIDTH = 10;
  private static final int HTTP = 80;
  private static final long PAUSE_NANOS = 200_000;

  /** {@code HTTP/1.1 200}. */
  private static final int STATUS_AT = 9;

  private final InetSocketAddress address;
  private final ByteBuffer head;
  private final int lengthAt;
  private final ByteBuffer answers = ByteBuffer.allocateDirect(4_096);
  private SocketChannel channel;

  private RawPost(InetSocketAddress address, byte[] head, int lengthAt) {
    this.address = address;
    this.head = ByteBuffer.allocateDirect(head.length);
    this.head.put(head);
    this.lengthAt = lengthAt;
  }

  /** Null for an address that is not spoken to in plain HTTP. */
  static RawPost to(String endpoint, Map<String, String> headers) {
    URI uri = URI.create(endpoint);
    if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
      return null;
    }
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    StringBuilder head =
        new StringBuilder("POST " + (uri.getRawPath().isEmpty() ? "/" : uri.getRawPath()) + query);
    head.append(" HTTP/1.1\r\nHost: ").append(uri.getRawAuthority().replaceFirst(".*@", ""));
    head.append("\r\nContent-Type: application/x-protobuf\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    head.append("Content-Length: ");
    int lengthAt = head.length();
    head.append("0000000000\r\n\r\n");
    byte[] bytes = head.toString().getBytes(StandardCharsets.ISO_8859_1);
    int port = uri.getPort() < 0 ? HTTP : uri.getPort();
    return new RawPost(new InetSocketAddress(uri.getHost(), port), bytes, lengthAt);
  }

  /** True when it stands; begins to connect where it does not. */
  boolean stands() throws IOException {
    if (channel == null) {
      channel = SocketChannel.open();
      channel.configureBlocking(false);
      channel.connect(address);
    }
    if (!channel.isConnected() && !channel.finishConnect()) {
      return false;
    }
    int read;
    do {
      answers.clear();
      read = channel.read(answers);
    } while (read > 0);
    if (read < 0) {
      close();
    }
    return read >= 0;
  }

  /** The head of a post whose body has so many bytes. */
  ByteBuffer head(int length) {
    long left = length;
    for (int i = WIDTH - 1; i >= 0; i--) {
      head.put(lengthAt + i, (byte) ('0' + left % 10));
      left /= 10;
    }
    head.clear();
    return head;
  }

  /** Writes as much as is taken now. */
  void write(ByteBuffer from) throws IOException {
    while (from.hasRemaining() && channel.write(from) > 0) {
      // the next part
    }
  }

  /** Posts an empty message and reads how it is answered; true: well. */
  boolean knock(long deadlineNanos) throws IOException {
    if (!post(Collections.emptyList(), deadlineNanos)) {
      return false;
    }
    answers.clear();
    while (answers.position() < STATUS_AT + 1) {
      if (channel.read(answers) < 0 || !waits(deadlineNanos)) {
        close();
        return false;
      }
    }
    return answers.get(STATUS_AT) == '2';
  }

  /** Waits until the connection has taken all of it, not for the answer. */
  boolean post(List<byte[]> parts, long deadlineNanos) throws IOException {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteBuffer whole = ByteBuffer.allocateDirect(head.capacity() + length);
    whole.put(head(length));
    for (byte[] part : parts) {
      whole.put(part);
    }
    whole.flip();
    while (!stands()) {
      if (!waits(deadlineNanos)) {
        return false;
      }
    }
    write(whole);
    while (whole.hasRemaining() && waits(deadlineNanos)) {
      write(whole);
    }
    return !whole.hasRemaining();
  }

  private static boolean waits(long deadlineNanos) {
    LockSupport.parkNanos(PAUSE_NANOS);
    return System.nanoTime() - deadlineNanos < 0;
  }

  void close() {
    SocketChannel old = channel;
    channel = null;
    try {
      if (old != null) {
        old.close();
      }
    } catch (IOException alreadyBroken) {
      // gone in any case
    }
  }
}
