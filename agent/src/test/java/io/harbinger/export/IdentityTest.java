package io.harbinger.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityTest {
  private static final String ID =
      "7be92808767a667f35c8505cbf40d14e931ef6db5b0210329cf193b15ba9d605";

  @TempDir Path proc;

  @Test
  void readsTheContainerFromTheFirstCgroupVersion() throws IOException {
    write("self/cgroup", "12:cpu:/kubepods/besteffort/pod1/" + ID + "\n");
    assertThat(identity().containerId()).isEqualTo(ID);
  }

  @Test
  void readsTheContainerFromTheMountsUnderTheSecondVersion() throws IOException {
    write("self/cgroup", "0::/\n");
    write(
        "self/mountinfo",
        "1 2 0:1 / /x rw - overlay o\n3 4 8:1 /var/lib/docker/containers/"
            + ID
            + "/hostname /etc/hostname rw - ext4 d\n");
    assertThat(identity().containerId()).isEqualTo(ID);
  }

  @Test
  void outsideOfAContainerThereIsNone() throws IOException {
    write("self/cgroup", "0::/user.slice\n");
    write("self/mountinfo", "1 2 0:1 /" + ID + " /x rw - overlay o\n");
    assertThat(identity().containerId()).isNull();
  }

  private Identity identity() {
    return new Identity(name -> null, name -> null, proc.toFile());
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(proc.resolve(file).getParent());
    Files.writeString(proc.resolve(file), text);
  }
}
