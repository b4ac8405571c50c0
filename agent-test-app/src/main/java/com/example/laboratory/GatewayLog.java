package com.example.laboratory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** What the gateway has written since it was last read. */
final class GatewayLog {

  private final GrowingFile file;

  GatewayLog(Path file) {
    this.file = new GrowingFile(file);
  }

  List<GatewayLine> readNew() throws IOException {
    return file.newLines().stream().map(GatewayLine::parse).filter(Objects::nonNull).toList();
  }
}
