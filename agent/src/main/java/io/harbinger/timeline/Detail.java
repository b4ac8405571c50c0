package io.harbinger.timeline;

import java.net.InetAddress;

/** Makes text of what a segment refers to, without calling the application's own code. */
final class Detail {
  private Detail() {}

  static String text(Object detail) {
    if (detail == null) {
      return "";
    }
    if (detail instanceof InetAddress) {
      return ((InetAddress) detail).getHostAddress();
    }
    boolean ours =
        detail instanceof Statement
            || detail instanceof PoolEntry
            || detail instanceof CalledHost
            || detail instanceof ExecutorEntry
            || detail instanceof ConnectAttempt;
    return ours || detail instanceof String ? detail.toString() : detail.getClass().getName();
  }
}
