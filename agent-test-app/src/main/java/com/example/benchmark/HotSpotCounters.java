package com.example.benchmark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The counters that a HotSpot JVM writes into {@code /tmp/hsperfdata_<user>/<pid>}, read from
 * outside as {@code jstat} does: the process does not notice.
 *
 * <pre>
 *   0  magic cafec0c0   4 byte order   …   24 offset of the first entry   28 number of entries
 *   entry: 0 length  4 offset of name  8 length of array  12 type ('J': long)  16 offset of value
 * </pre>
 */
final class HotSpotCounters {

  private static final int FIRST_ENTRY = 24;

  private final Map<String, Long> values;

  static HotSpotCounters of(long pid) throws IOException {
    try (var folders = Files.newDirectoryStream(Path.of("/tmp"), "hsperfdata_*")) {
      for (Path folder : folders) {
        Path file = folder.resolve("" + pid);
        if (Files.isReadable(file)) {
          return new HotSpotCounters(Files.readAllBytes(file));
        }
      }
    }
    throw new IOException("no counters of process " + pid + ": is it a HotSpot JVM on Linux?");
  }

  private HotSpotCounters(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    in.order(in.get(4) == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    values = new HashMap<>();
    int at = in.getInt(FIRST_ENTRY);
    for (int left = in.getInt(FIRST_ENTRY + 4); left > 0; left--) {
      if (in.get(at + 12) == 'J' && in.getInt(at + 8) == 0) {
        values.put(name(bytes, at + in.getInt(at + 4)), in.getLong(at + in.getInt(at + 16)));
      }
      at += in.getInt(at);
    }
  }

  private static String name(byte[] bytes, int start) {
    int end = start;
    while (bytes[end] != 0) {
      end++;
    }
    return new String(bytes, start, end - start, StandardCharsets.US_ASCII);
  }

  /** Those loaded from the class-data archive, too. */
  long loadedClasses() {
    return sum("java\\.cls\\.(l|sharedL)oadedClasses")
        - sum("java\\.cls\\.(u|sharedU)nloadedClasses");
  }

  long liveThreads() {
    return sum("java\\.threads\\.live");
  }

  long metaspaceBytes() {
    return sum("sun\\.gc\\.metaspace\\.used");
  }

  /** As of the last collection. */
  long heapBytes() {
    return sum("sun\\.gc\\.generation\\.\\d+\\.space\\.\\d+\\.used");
  }

  double gcMillis() {
    return sum("sun\\.gc\\.collector\\.\\d+\\.time") * 1e3 / sum("sun\\.os\\.hrt\\.frequency");
  }

  private long sum(String names) {
    return values.entrySet().stream()
        .filter(entry -> entry.getKey().matches(names))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
