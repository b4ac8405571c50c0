package com.example.benchmark;

import java.util.ArrayList;
import java.util.List;

/** What is visited: the application, its pages, and how often in the open loop. */
enum Site {
  BARE("bare servlet", "com.example.benchmark.BareServlet", 3_000, List.of("/item")),
  SHOP("test shop", "com.example.shop.Shop", 60, shopPages());

  /** Few enough that their threads do not crowd out the server on two processors. */
  static final int CONNECTIONS = 6;

  final String label;
  final String main;
  final double perSecond;
  final List<String> pages;

  Site(String label, String main, double perSecond, List<String> pages) {
    this.label = label;
    this.main = main;
    this.perSecond = perSecond;
    this.pages = pages;
  }

  /** Those that ask the database and nobody else. */
  private static List<String> shopPages() {
    List<String> pages = new ArrayList<>();
    for (int product = 1; product <= 60; product++) {
      pages.add("/products/" + product);
    }
    for (int visitor = 0; visitor < 40; visitor++) {
      pages.add("/products");
    }
    return pages;
  }
}
