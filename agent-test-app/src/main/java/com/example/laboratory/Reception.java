package com.example.laboratory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** When a worker thread of the shop began to read each request, by the shop's own log. */
final class Reception {

  private final GrowingFile file;
  private final Map<String, Long> readAt = new HashMap<>();

  Reception(Path file) {
    this.file = new GrowingFile(file);
  }

  void readNew() throws IOException {
    for (String line : file.newLines()) {
      int space = line.indexOf(' ');
      // the first attempt counts: a visitor whose connection was cut may have tried again
      readAt.putIfAbsent(line.substring(space + 1), Long.parseLong(line.substring(0, space)));
    }
  }

  /** Milliseconds since 1970; null for a request that no thread has read so far. */
  Long readAt(String requestId) {
    return readAt.get(requestId);
  }
}
