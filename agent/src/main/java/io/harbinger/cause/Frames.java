package io.harbinger.cause;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What a stack tells: waiting for the network in native code, inside a database driver, and the
 * first frame that belongs to the application.
 *
 * <p>Frames are lines, innermost first. Libraries are told from the application by well-known
 * package prefixes; an unknown library is taken for the application.
 */
final class Frames {
  private static final String[] NETWORK = {
    "socketRead0",
    "SocketDispatcher.read",
    "Net.poll",
    "Net.accept",
    "NioSocketImpl.park",
    "NioSocketImpl.timedRead",
    "NioSocketImpl.implRead",
    "NioSocketImpl.read",
    "SocketInputStream.read",
    "socketConnect",
    "EPoll.wait",
    "epollWait",
    "KQueue.poll",
    "WEPoll.wait",
  };

  private static final String[] DRIVERS = {
    "org.postgresql.",
    "com.mysql.",
    "org.mariadb.",
    "oracle.jdbc.",
    "oracle.net.",
    "com.microsoft.sqlserver.",
    "com.ibm.db2.",
    "com.sap.db.",
  };

  private static final String[] CLIENTS = {
    "org.apache.hc.client5.",
    "org.apache.http.impl.",
    "okhttp3.",
    "jdk.internal.net.http.",
    "org.eclipse.jetty.client.",
    "com.ning.http.client.",
    "org.asynchttpclient.",
  };

  private static final String[] LIBRARIES = {
    "java.",
    "javax.",
    "jakarta.",
    "jdk.",
    "sun.",
    "com.sun.",
    "kotlin.",
    "scala.",
    "groovy.",
    "org.apache.",
    "org.springframework.",
    "org.hibernate.",
    "org.eclipse.jetty.",
    "org.glassfish.",
    "io.undertow.",
    "org.jboss.",
    "io.netty.",
    "reactor.",
    "com.zaxxer.",
    "com.mchange.",
    "org.postgresql.",
    "com.mysql.",
    "org.mariadb.",
    "oracle.",
    "com.microsoft.",
    "org.h2.",
    "com.fasterxml.",
    "org.thymeleaf.",
    "okhttp3.",
    "redis.clients.",
    "io.lettuce.",
    "com.mongodb.",
    "ch.qos.logback.",
    "org.slf4j.",
    "net.bytebuddy.",
    "io.harbinger.",
  };

  private static final int KNOWN = 64;

  /**
   * The stacks seen last, by their hash, because a crowd has few and asks for each thousands of
   * times. Any thread replaces them; all would write the same of one stack.
   */
  private static final AtomicReferenceArray<Looked> LAST = new AtomicReferenceArray<>(KNOWN);

  /** True if the innermost frames read from, or connect to, the network. */
  static boolean network(String stack) {
    return looked(stack).network;
  }

  /** True if the application has called an HTTP client that is still at it. */
  static boolean client(String stack) {
    return looked(stack).client;
  }

  private static Looked looked(String stack) {
    int at = stack.hashCode() & KNOWN - 1;
    Looked known = LAST.get(at);
    if (known == null || !known.stack.equals(stack)) {
      known = new Looked(stack, inNetwork(stack), inClient(stack));
      LAST.set(at, known);
    }
    return known;
  }

  private static boolean inNetwork(String stack) {
    String top = head(stack, 6);
    for (String frame : NETWORK) {
      if (top.contains(frame)) {
        return true;
      }
    }
    return false;
  }

  static boolean driver(String stack) {
    for (String prefix : DRIVERS) {
      if (stack.startsWith(prefix) || stack.contains("\n" + prefix)) {
        return true;
      }
    }
    return false;
  }

  private static boolean inClient(String stack) {
    for (String line : stack.split("\n")) {
      String frame = frame(line);
      for (String prefix : CLIENTS) {
        if (frame.startsWith(prefix)) {
          return true;
        }
      }
      if (!frame.isEmpty() && !library(frame)) {
        return false;
      }
    }
    return false;
  }

  /** {@code com.example.Shop.pay(Shop.java:12)}, else the innermost frame, else null. */
  static String application(String stack) {
    if (stack == null || stack.isEmpty()) {
      return null;
    }
    String first = null;
    for (String line : stack.split("\n")) {
      String frame = frame(line);
      if (frame.isEmpty()) {
        continue;
      }
      if (first == null) {
        first = frame;
      }
      if (!library(frame)) {
        return frame;
      }
    }
    return first;
  }

  /** Without its module; empty for the message, or "Caused by". */
  private static String frame(String line) {
    String frame = line.trim();
    if (frame.startsWith("at ")) {
      frame = frame.substring(3);
    }
    int end = frame.indexOf('(');
    if (end < 0) {
      return "";
    }
    int module = frame.lastIndexOf('/', end);
    // a hidden class has a slash in its name: com.example.Shop$$Lambda$7/0x00007fca946f3080
    boolean hidden = module > 0 && frame.startsWith("0x", module + 1);
    module = hidden ? frame.lastIndexOf('/', module - 1) : module;
    return frame.substring(module + 1);
  }

  static boolean library(String frame) {
    for (String prefix : LIBRARIES) {
      if (frame.startsWith(prefix)) {
        return true;
      }
    }
    return frame.contains("$$");
  }

  private static String head(String stack, int lines) {
    int end = -1;
    for (int i = 0; i < lines; i++) {
      int next = stack.indexOf('\n', end + 1);
      if (next < 0) {
        return stack;
      }
      end = next;
    }
    return stack.substring(0, end);
  }

  /** A stack and what it tells. */
  private static final class Looked {
    final String stack;
    final boolean network;
    final boolean client;

    Looked(String stack, boolean network, boolean client) {
      this.stack = stack;
      this.network = network;
      this.client = client;
    }
  }

  private Frames() {}
}
