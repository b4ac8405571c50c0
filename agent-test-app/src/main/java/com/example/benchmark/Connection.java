package com.example.benchmark;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * One kept-alive HTTP/1.1 connection that asks, waits, and allocates nothing for it; a new one
 * where the server ends it.
 *
 * <p>Understands bodies with a length and chunked ones, up to 1 MB with their heads.
 */
final class Connection implements AutoCloseable {

  private static final byte[] LENGTH = ascii("\r\ncontent-length:");
  private static final byte[] CLOSES = ascii("\r\nconnection: close");
  private static final byte[] END_OF_HEAD = ascii("\r\n\r\n");
  private static final byte[] LAST_CHUNK = ascii("0\r\n\r\n");

  private final int port;
  private final byte[] buffer = new byte[1 << 20];
  private Socket socket;
  private InputStream in;
  private OutputStream out;
  private int filled;

  Connection(int port) throws IOException {
    this.port = port;
    open();
  }

  private void open() throws IOException {
    socket = new Socket(InetAddress.getByName("127.0.0.1"), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(30_000);
    in = socket.getInputStream();
    out = socket.getOutputStream();
  }

  static byte[] get(String path) {
    return ascii("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
  }

  /** Sends the request and reads the whole answer; returns its status. */
  int ask(byte[] request) throws IOException {
    out.write(request);
    filled = 0;
    do {
      int read = in.read(buffer, filled, buffer.length - filled);
      if (read <= 0) {
        throw new EOFException("the server ended the answer after " + filled + " bytes");
      }
      filled += read;
    } while (!complete());
    if (find(CLOSES, find(END_OF_HEAD, filled)) >= 0) {
      socket.close();
      open();
    }
    return (buffer[9] - '0') * 100 + (buffer[10] - '0') * 10 + buffer[11] - '0';
  }

  private boolean complete() {
    int head = find(END_OF_HEAD, filled);
    if (head < 0) {
      return false;
    }
    int length = find(LENGTH, head);
    if (length < 0) {
      return endsWithLastChunk();
    }
    int body = 0;
    for (int i = length + LENGTH.length; buffer[i] != '\r'; i++) {
      body = buffer[i] == ' ' ? body : body * 10 + buffer[i] - '0';
    }
    return filled >= head + END_OF_HEAD.length + body;
  }

  private boolean endsWithLastChunk() {
    return filled >= LAST_CHUNK.length && matches(LAST_CHUNK, filled - LAST_CHUNK.length);
  }

  private int find(byte[] word, int end) {
    for (int at = 0; at <= end - word.length; at++) {
      if (matches(word, at)) {
        return at;
      }
    }
    return -1;
  }

  /** Upper case in the buffer is as good as lower case. */
  private boolean matches(byte[] word, int at) {
    for (int i = 0; i < word.length; i++) {
      byte found = buffer[at + i];
      if (found != word[i] && (found < 'A' || found > 'Z' || found + 32 != word[i])) {
        return false;
      }
    }
    return true;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
