package io.harbinger.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.launch.ChildJvm.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The application's class-data archive, which the JVM ignores once the bootstrap path grows. */
class ClassDataSharingIT {

  private static final String LOADS = "-Xlog:class+load:file=";

  @TempDir static Path directory;

  ChildJvm jvm = new ChildJvm(directory);

  /** Archives of applications at exit came with 13. */
  static Stream<String> jvms() {
    return ChildJvm.executables().filter(ClassDataSharingIT::archivesAtExit);
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void staysOn(String java) throws Exception {
    Path archive = Files.createTempDirectory(directory, "archive").resolve("application.jsa");
    Path loads = Files.createTempFile(directory, "loads", "");
    jvm.run(java, List.of("-XX:ArchiveClassesAtExit=" + archive));
    assertThat(archive).exists();

    Outcome with =
        jvm.run(
            java,
            List.of(
                LaunchIT.agent(ChildJvm.AGENT), "-XX:SharedArchiveFile=" + archive, LOADS + loads));
    assertThat(with.err()).doesNotContain("Sharing is only supported");
    assertThat(Files.readAllLines(loads))
        .anyMatch(line -> line.contains("Application source: shared objects file (top)"))
        .anyMatch(line -> line.contains("java.util.HashMap source: shared objects file"));
  }

  private static boolean archivesAtExit(String java) {
    try {
      Process process = new ProcessBuilder(java, "-XX:ArchiveClassesAtExit=/", "-version").start();
      String err = new String(process.getErrorStream().readAllBytes());
      return !err.contains("Unrecognized VM option");
    } catch (Exception e) {
      throw new IllegalStateException(java, e);
    }
  }
}
