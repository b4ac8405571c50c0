package com.example.shop;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The carts of all visitors. Merging locks source before target, whichever they are, which is its
 * fault.
 */
final class Carts {

  private final Map<String, List<String>> cartByVisitor = new ConcurrentHashMap<>();

  int add(String visitor, String product) {
    List<String> cart = cartOf(visitor);
    synchronized (cart) {
      if (cart.size() < 20) {
        cart.add(product);
      }
      return cart.size();
    }
  }

  int merge(String from, String into) throws InterruptedException {
    List<String> source = cartOf(from);
    List<String> target = cartOf(into);
    synchronized (source) {
      // stands for the pricing of the source's articles
      Thread.sleep(50);
      synchronized (target) {
        target.clear();
        target.addAll(source);
        return target.size();
      }
    }
  }

  private List<String> cartOf(String visitor) {
    return cartByVisitor.computeIfAbsent(visitor, unused -> new ArrayList<>());
  }
}
