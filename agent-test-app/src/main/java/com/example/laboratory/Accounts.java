package com.example.laboratory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What the agent has told so far: of single requests by trace id, of whole shops by name. */
final class Accounts {

  final AtomicLong exports = new AtomicLong();

  private final Map<String, Account> byTrace = new ConcurrentHashMap<>();

  // by the shop's name; a list is guarded by itself
  private final Map<String, List<Announcement>> byShop = new ConcurrentHashMap<>();

  /** Silent until the agent tells something about that trace. */
  Account find(String traceId) {
    return byTrace.computeIfAbsent(traceId, unused -> new Account());
  }

  /** A condition of a whole shop has started. */
  void started(String shop, String resource, long receivedAt) {
    List<Announcement> said = byShop.computeIfAbsent(shop, unused -> new ArrayList<>());
    synchronized (said) {
      said.add(new Announcement(resource, receivedAt, Long.MAX_VALUE));
    }
  }

  /** A condition of a whole shop is over. */
  void ended(String shop, String resource, long receivedAt) {
    List<Announcement> said = byShop.computeIfAbsent(shop, unused -> new ArrayList<>());
    synchronized (said) {
      said.replaceAll(
          one ->
              one.resource().equals(resource) && one.endedAt() == Long.MAX_VALUE
                  ? one.ended(receivedAt)
                  : one);
    }
  }

  /** What was announced of a shop so far. */
  List<Announcement> announced(String shop) {
    List<Announcement> said = byShop.computeIfAbsent(shop, unused -> new ArrayList<>());
    synchronized (said) {
      return List.copyOf(said);
    }
  }
}
