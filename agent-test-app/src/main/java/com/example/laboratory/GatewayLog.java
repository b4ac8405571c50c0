package com.example.laboratory;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a gateway's log while it grows; each line once, half-written ones later. */
final class GatewayLog {

  private final Path file;
  private long position;

  GatewayLog(Path file) {
    this.file = file;
  }

  List<GatewayLine> readNew() throws IOException {
    List<GatewayLine> lines = new ArrayList<>();
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      byte[] bytes = new byte[Math.toIntExact(log.length() - position)];
      log.seek(position);
      log.readFully(bytes);
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      int end = text.lastIndexOf('\n') + 1;
      position += end;
      for (String row : text.substring(0, end).split("\n")) {
        GatewayLine line = GatewayLine.parse(row);
        if (line != null) {
          lines.add(line);
        }
      }
    }
    return lines;
  }
}
