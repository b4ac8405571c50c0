package io.harbinger.bridge;

/**
 * What a server allows on the connections of one listening socket, and how its users set that, as
 * its library's file reads it.
 *
 * <p>A setting is a text with the new value as <code>{s}</code>, <code>{ms}</code> or <code>{bytes}
 * </code>. Written before it is handed over, and never after.
 */
public final class ServerLimits {
  /** As its users call it: {@code Tomcat}. */
  public final String server;

  public final int port;

  /** Until the server closes a connection that carries no request; 0: never, -1: not known. */
  public long idleMillis = -1;

  public String idleSetting;

  /** Bytes of header that it reads; -1: not known. */
  public int requestHeaderBytes = -1;

  public String requestHeaderSetting;

  /** Bytes of header that it writes; -1: not known. */
  public int responseHeaderBytes = -1;

  public String responseHeaderSetting;

  public ServerLimits(String server, int port) {
    this.server = server;
    this.port = port;
  }
}
