package com.example.shop;

import java.util.ArrayList;
import java.util.List;

/** The printed catalogue's entries, kept in memory: many small objects. */
final class Catalogue {

  final List<Entry> entries = new ArrayList<>();

  Catalogue(int size) {
    for (int i = 0; i < size; i++) {
      entries.add(new Entry(new int[] {i, i % 7}, "article " + i));
    }
  }

  record Entry(int[] codes, String name) {}
}
