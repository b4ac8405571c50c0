package io.harbinger.signal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder with recorded files of {@code /proc} and {@code /sys}, rewritten by a test as it likes.
 */
final class RecordedHost {
  private final Path root;

  RecordedHost(Path root) {
    this.root = root;
  }

  RecordedHost file(String path, String text) {
    try {
      Path file = root.resolve(path.substring(1));
      Files.createDirectories(file.getParent());
      Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ProcFile proc() {
    return new ProcFile(root.toFile());
  }
}
