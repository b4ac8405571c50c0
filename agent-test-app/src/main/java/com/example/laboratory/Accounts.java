package com.example.laboratory;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What the agent has told so far, by trace id. */
final class Accounts {

  final AtomicLong exports = new AtomicLong();

  private final Map<String, Account> byTrace = new ConcurrentHashMap<>();

  /** Makes one if there is none. */
  Account open(String traceId) {
    return byTrace.computeIfAbsent(traceId, unused -> new Account());
  }

  /** Null if the agent has told nothing about that trace. */
  Account find(String traceId) {
    return byTrace.get(traceId);
  }
}
