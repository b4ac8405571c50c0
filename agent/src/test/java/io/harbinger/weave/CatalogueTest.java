package io.harbinger.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.bridge.PoolReader;
import io.harbinger.library.Libraries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * {@code catalogue.txt} is generated: run this test with {@code -Dharbinger.write=true} after a
 * change of what a library weaves.
 */
class CatalogueTest {
  private static final Path FILE =
      Path.of("src/main/resources/io/harbinger/transform/catalogue.txt");

  @Test
  void namesEveryClassThatALibraryWeaves() throws IOException {
    Set<String> lines = new TreeSet<>();
    for (Instrumentation library : Libraries.all()) {
      if (library instanceof PoolReader) {
        lines.add(library.name() + " reader " + library.getClass().getName());
      }
      for (Weave weave : library.weaves()) {
        for (String name : weave.names) {
          lines.add(
              library.name()
                  + (weave.supertype == null ? " class " : " below " + weave.supertype + " ")
                  + name);
        }
      }
    }
    String expected = String.join("\n", lines) + "\n";
    if (Boolean.getBoolean("harbinger.write")) {
      Files.writeString(FILE, expected);
    }
    assertThat(Files.readString(FILE)).isEqualTo(expected);
  }
}
