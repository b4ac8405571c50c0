package io.harbinger.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashLogTest {
  static final String SEGV =
      """
      #
      # A fatal error has been detected by the Java Runtime Environment:
      #
      #  SIGSEGV (0xb) at pc=0x00007f1c2a4b1a2b, pid=4711, tid=4730
      #
      # JRE version: OpenJDK Runtime Environment (17.0.15+6) (build 17.0.15+6)
      # Problematic frame:
      # C  [libnative.so+0x1a2b]  compress+0x1b
      #

      ---------------  T H R E A D  ---------------

      Current thread (0x00007f1c24001000):  JavaThread "http-nio-8080-exec-3" daemon
      """;

  static final String NO_MEMORY =
      """
      #
      # There is insufficient memory for the Java Runtime Environment to continue.
      # Native memory allocation (mmap) failed to map 16384 bytes for committing reserved memory.
      #  Out of Memory Error (os_linux.cpp:2770), pid=4711, tid=9
      """;

  @TempDir Path folder;

  @Test
  void summarisesSignalFrameAndThread() throws Exception {
    CrashLog log = CrashLog.read(write("hs_err_pid4711.log", SEGV).toFile(), 4711);
    assertThat(log.summary())
        .isEqualTo(
            "SIGSEGV (0xb) in C  [libnative.so+0x1a2b]  compress+0x1b, on thread JavaThread"
                + " \"http-nio-8080-exec-3\" daemon");
  }

  @Test
  void saysThatNativeMemoryRanOut() throws Exception {
    CrashLog log = CrashLog.read(write("hs_err_pid4711.log", NO_MEMORY).toFile(), 4711);
    assertThat(log.signal).startsWith("There is insufficient memory");
    assertThat(log.frame).isNull();
  }

  @Test
  void leavesTheLogOfAnotherProcessAlone() throws Exception {
    Path file = write("hs_err_pid471.log", SEGV);
    assertThat(CrashLog.read(file.toFile(), 471)).isNull();
    assertThat(CrashLog.read(write("notes.log", "nothing").toFile(), 4711)).isNull();
  }

  @Test
  void looksWhereTheErrorFileIsSetTo() throws Exception {
    write("crash-4711.txt", SEGV);
    DeadProcess process = new DeadProcess();
    process.identity.put("folder", folder).put("error_file", "crash-%p.txt");
    assertThat(CrashLog.of(new Owner(process.identity))).isNotNull();
  }

  @Test
  void leavesALogOfAnEarlierProcessOfTheSameNumberAlone() throws Exception {
    Path file = write("hs_err_pid4711.log", SEGV);
    DeadProcess process = new DeadProcess();
    process.identity.put("folder", folder);
    assertThat(CrashLog.of(new Owner(process.identity))).isNotNull();
    Files.setLastModifiedTime(file, FileTime.fromMillis(DeadProcess.START_MILLIS - 60_000));
    assertThat(CrashLog.of(new Owner(process.identity))).isNull();
  }

  private Path write(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }
}
