package io.harbinger.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostMortemTest {
  @TempDir Path root;
  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void printsDeadProcessesAndReportsAndChangesNothing() throws Exception {
    DeadProcess.sameBoot(root);
    Path box = new DeadProcess().withRequests(2).leave(folder);
    Files.writeString(folder.resolve("harbinger-7-7.txt"), "an earlier report\n");
    byte[] before = Files.readAllBytes(box);
    assertThat(print(folder)).isZero();
    assertThat(out.toString())
        .contains("shop: the process before (pid 4711", "ended by process.killed", "2 requests")
        .contains("an earlier report")
        .contains("remedy");
    assertThat(box).hasBinaryContent(before);
  }

  @Test
  void saysWhatCannotBeRead() throws Exception {
    Files.write(folder.resolve("harbinger-1-1.box"), new byte[9]);
    assertThat(print(folder)).isZero();
    assertThat(out.toString()).contains("cannot be read: it does not begin as one");
  }

  @Test
  void saysThatThereIsNothing() {
    assertThat(print(folder)).isZero();
    assertThat(out.toString()).contains("no black box in");
    assertThat(print(folder.resolve("none"))).isEqualTo(2);
  }

  @Test
  void needsAFolder() {
    assertThat(PostMortem.run(new String[0])).isEqualTo(1);
  }

  private int print(Path place) {
    return new PostMortem(new PrintStream(out), root.toFile()).print(place.toFile());
  }
}
