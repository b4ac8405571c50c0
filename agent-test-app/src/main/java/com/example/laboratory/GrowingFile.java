package com.example.laboratory;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Reads a log while it grows; each line once, half-written ones later. */
final class GrowingFile {

  private final Path file;
  private long position;

  GrowingFile(Path file) {
    this.file = file;
  }

  List<String> newLines() throws IOException {
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      byte[] bytes = new byte[Math.toIntExact(log.length() - position)];
      log.seek(position);
      log.readFully(bytes);
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      int end = text.lastIndexOf('\n') + 1;
      position += end;
      return text.substring(0, end).lines().toList();
    }
  }
}
