package io.harbinger.timeline;

/** A response's header that came near the gateway's limit, the first of its route. */
public final class ResponseHead {
  /** {@code GET /owners/{id}}. */
  public final String who;

  public final int bytes;

  /** The largest of its headers. */
  public final String header;

  public final int headerBytes;

  ResponseHead(String who, int bytes, String header, int headerBytes) {
    this.who = who;
    this.bytes = bytes;
    this.header = header;
    this.headerBytes = headerBytes;
  }
}
