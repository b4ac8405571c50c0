package com.example.laboratory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayLogTest {

  private static final String LINE = "1.000 200 0.010 200 0.000 %s \"GET / HTTP/1.1\"";

  @TempDir Path folder;

  @Test
  void readsEachLineOnceAndAHalfWrittenOneLater() throws IOException {
    Path file = folder.resolve("access.log");
    Files.writeString(file, LINE.formatted("a") + "\n" + LINE.formatted("b").substring(0, 20));
    GatewayLog log = new GatewayLog(file);

    assertThat(log.readNew()).extracting(GatewayLine::requestId).containsExactly("a");
    assertThat(log.readNew()).isEmpty();

    String rest = LINE.formatted("b").substring(20) + "\n";
    Files.writeString(file, rest, StandardOpenOption.APPEND);
    assertThat(log.readNew()).extracting(GatewayLine::requestId).containsExactly("b");
  }
}
