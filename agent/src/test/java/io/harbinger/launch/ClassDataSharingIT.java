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

  /** AOT caches that are recorded in one step came with 25. */
  static Stream<String> jvmsWithAot() {
    return ChildJvm.executables().filter(java -> knows(java, "-XX:AOTCacheOutput=/"));
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("jvmsWithAot")
  void servesAnAotCacheAndStaysOutWhileOneIsRecorded(String java) throws Exception {
    Path cache = Files.createTempDirectory(directory, "cache").resolve("application.aot");
    Path loads = Files.createTempFile(directory, "loads", "");
    Outcome trained =
        jvm.run(
            java,
            List.of(
                LaunchIT.agent(ChildJvm.AGENT),
                "-XX:-AOTClassLinking",
                "-XX:AOTCacheOutput=" + cache));
    assertThat(trained.status()).as(trained.err()).isZero();
    assertThat(trained.err()).contains("not started, because the JVM records an AOT cache");
    assertThat(cache).exists();

    jvm.run(java, List.of(LaunchIT.agent(ChildJvm.AGENT), "-XX:AOTCache=" + cache, LOADS + loads));
    assertThat(Files.readAllLines(loads))
        .anyMatch(line -> line.contains(" Application source: shared objects file"))
        .anyMatch(line -> line.contains(" io.harbinger.Agent source: "));
  }

  private static boolean archivesAtExit(String java) {
    return knows(java, "-XX:ArchiveClassesAtExit=/");
  }

  private static boolean knows(String java, String option) {
    try {
      Process process = new ProcessBuilder(java, option, "-version").start();
      String err = new String(process.getErrorStream().readAllBytes());
      return !err.contains("Unrecognized VM option");
    } catch (Exception e) {
      throw new IllegalStateException(java, e);
    }
  }
}
