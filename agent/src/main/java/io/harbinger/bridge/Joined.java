package io.harbinger.bridge;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Two parts of a route put together, remembered so that a repeated route makes no String.
 *
 * <pre>
 *   /shop + /owners/{id} = /shop/owners/{id}     with exactly one slash between
 * </pre>
 *
 * <p>Of two pairs that meet in one place the later one stays: an entry is immutable, losing it
 * costs one String.
 */
final class Joined {
  private static final int SIZE = 512;

  private final AtomicReferenceArray<Pair> pairs = new AtomicReferenceArray<>(SIZE);

  String of(String first, String second) {
    if (second == null || second.isEmpty()) {
      return first;
    }
    if (first == null || first.isEmpty() || first.equals("/")) {
      if (second.startsWith("/")) {
        return second;
      }
      first = "/";
    }
    int place = first.hashCode() * 31 + second.hashCode() & SIZE - 1;
    Pair known = pairs.get(place);
    if (known == null || !known.first.equals(first) || !known.second.equals(second)) {
      known = new Pair(first, second);
      pairs.set(place, known);
    }
    return known.both;
  }

  private static final class Pair {
    final String first;
    final String second;
    final String both;

    Pair(String first, String second) {
      this.first = first;
      this.second = second;
      String head = first.endsWith("/") ? first.substring(0, first.length() - 1) : first;
      this.both = head + (second.startsWith("/") ? "" : "/") + second;
    }
  }
}
