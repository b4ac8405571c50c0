package com.example.shop;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The results of every search there ever was. Nothing is ever forgotten, which is its fault. */
final class SearchHistory {

  private final Map<String, List<String>> resultsByWords = new ConcurrentHashMap<>();

  List<String> find(String words) {
    return resultsByWords.get(words);
  }

  void remember(String words, List<String> results) {
    resultsByWords.put(words, results);
  }
}
