package io.harbinger.timeline;

import java.util.concurrent.atomic.LongAdder;

/** A called {@code host:port}, or a name that was looked up, and how long it takes. */
public final class CalledHost {
  public final String name;
  public final Distribution durations = new Distribution();
  public final LongAdder errors = new LongAdder();

  /** Which client calls it without a limit on the answer; written by any of them, the last wins. */
  private volatile Endless endless;

  final String host;
  final int port;

  /** Next in the same bucket of {@link CalledHosts}. */
  final CalledHost next;

  CalledHost(String host, int port, CalledHost next) {
    this.host = host;
    this.port = port;
    this.next = next;
    name = port < 0 ? host : host + ":" + port;
  }

  void endless(String client, String setting) {
    if (endless == null) {
      endless = new Endless(client, setting);
    }
  }

  /** The client that calls it without a limit on the answer; null: none has been seen. */
  public String endlessBy() {
    Endless found = endless;
    return found == null ? null : found.client;
  }

  /** How that client is given one, with the value as <code>{ms}</code>. */
  public String endlessSetting() {
    Endless found = endless;
    return found == null ? null : found.setting;
  }

  void completed(long nanos, long now, boolean failed) {
    if (failed) {
      durations.record(nanos);
      errors.increment();
    } else {
      durations.record(nanos, now);
    }
  }

  @Override
  public String toString() {
    return name;
  }

  private static final class Endless {
    final String client;
    final String setting;

    Endless(String client, String setting) {
      this.client = client;
      this.setting = setting;
    }
  }
}
