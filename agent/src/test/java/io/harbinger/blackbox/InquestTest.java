package io.harbinger.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.cause.Confidence;
import io.harbinger.cause.Finding;
import io.harbinger.signal.OomKills;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InquestTest {
  private static final long LIMIT = 400L << 20;
  private static final String GROUP = "/sys/fs/cgroup/shop";

  @TempDir Path root;
  @TempDir Path folder;
  private final DeadProcess process = new DeadProcess().withRequests(2);

  @BeforeEach
  void start() throws Exception {
    DeadProcess.sameBoot(root);
    process.vitals.put("memory_limit", LIMIT).put("memory", LIMIT / 2).put("heap_max", 1 << 28);
    process.vitals.put("heap_used", 1 << 20).put("heap_after_gc", 1 << 20);
  }

  @Test
  void blamesTheOutOfMemoryKillerOfVersion1() throws Exception {
    host(GROUP + "/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 3\n");
    host(GROUP + "/memory.max_usage_in_bytes", LIMIT + "\n");
    remember(2);
    assertCause("process.oom_killed", Confidence.CERTAIN);
    assertThat(finding().evidence.toString()).contains("counter 2, now 3", "200 MiB of 400 MiB");
  }

  @Test
  void blamesTheOutOfMemoryKillerOfVersion2() throws Exception {
    host(GROUP + "/memory.events", "low 0\nhigh 0\nmax 99\noom 1\noom_kill 1\n");
    host(GROUP + "/memory.peak", LIMIT + "\n");
    remember(0);
    assertCause("process.oom_killed", Confidence.CERTAIN);
  }

  @Test
  void isLessSureWhenItWasFarFromTheLimit() throws Exception {
    host(GROUP + "/memory.events", "oom_kill 1\n");
    remember(0);
    assertCause("process.oom_killed", Confidence.PROBABLE);
  }

  @Test
  void doesNotBlameItWhenTheCounterStoodStill() throws Exception {
    host(GROUP + "/memory.events", "oom_kill 7\n");
    remember(7);
    assertCause("process.killed", Confidence.PROBABLE);
  }

  @Test
  void doesNotCompareWithAGroupThatWasMadeAnew() throws Exception {
    host(GROUP + "/memory.events", "oom_kill 1\n");
    process.vitals.put("group0", "0 1 " + GROUP);
    assertCause("process.killed", Confidence.PROBABLE);
  }

  @Test
  void believesTheHostsCounterOnlyNearALimit() throws Exception {
    host("/proc/vmstat", "nr_free 1\noom_kill 6\n");
    process.vitals.put("host_kills", 5).put("host_available", 0.5);
    assertCause("process.killed", Confidence.PROBABLE);
    process.vitals.put("memory", LIMIT * 9 / 10);
    assertCause("process.oom_killed", Confidence.PROBABLE);
    process.vitals.put("memory", LIMIT / 2).put("host_available", 0.02);
    assertCause("process.oom_killed", Confidence.PROBABLE);
  }

  @Test
  void believesTheLogOfACrashBeforeAllElse() throws Exception {
    process.identity.put("folder", root);
    process.stopBegun = DeadProcess.HEARTBEAT - 1;
    host("/hs_err_pid4711.log", CrashLogTest.SEGV);
    assertCause("process.crashed", Confidence.CERTAIN);
    assertThat(finding().detail).isEqualTo("C  [libnative.so+0x1a2b]  compress+0x1b");
  }

  @Test
  void aCrashIsOverWhenItsLogIsWritten() throws Exception {
    process.identity.put("folder", root);
    assertThat(goneAfterMillis()).isZero();
    host("/hs_err_pid4711.log", CrashLogTest.SEGV);
    written(2_000);
    assertThat(goneAfterMillis()).isEqualTo(2_000);
    written(90_000); // by an editor
    assertThat(goneAfterMillis()).isZero();
  }

  private void written(long millisAfter) throws Exception {
    FileTime at = FileTime.fromMillis(DeadProcess.HEARTBEAT / 1_000_000 + millisAfter);
    Files.setLastModifiedTime(root.resolve("hs_err_pid4711.log"), at);
  }

  private long goneAfterMillis() throws Exception {
    return (inquest().goneEpochNanos(wreck()) - DeadProcess.HEARTBEAT) / 1_000_000;
  }

  @Test
  void namesTheStopThatCutRequests() throws Exception {
    process.stopBegun = DeadProcess.HEARTBEAT - 3_000_000_000L;
    assertCause("lifecycle.shutdown", Confidence.CERTAIN);
    assertThat(finding().detail).isEqualTo("SIGTERM");
    assertThat(finding().evidence.toString()).contains("did not end", "3.0 s later");
    process.stopEnded = process.stopBegun + 2_000_000_000L;
    assertThat(finding().evidence.toString()).contains("took 2.0 s with 2 requests");
  }

  @Test
  void saysThatTheHostWasStartedAnew() throws Exception {
    host(GROUP + "/memory.events", "oom_kill 9\n");
    remember(0);
    host("/proc/sys/kernel/random/boot_id", "another\n");
    assertCause("process.killed", Confidence.PROBABLE);
    assertThat(finding().detail).isEqualTo("the host was started anew");
  }

  @Test
  void takesAFullHeapForTheReasonWhereTheJvmIsToldToExit() throws Exception {
    process.vitals.put("heap_after_gc", (long) (0.95 * (1 << 28)));
    assertCause("process.killed", Confidence.PROBABLE);
    process.identity.put("exits_on_oome", true);
    assertCause("overload.heap_exhausted", Confidence.PROBABLE);
  }

  /** The counter of the group as the process read it last. */
  private void remember(long kills) {
    long inode = new OomKills(root.toFile()).inode(GROUP);
    process.vitals.put("group0", kills + " " + inode + " " + GROUP);
  }

  private void host(String file, String text) throws Exception {
    DeadProcess.host(root, file, text);
  }

  private void assertCause(String cause, Confidence confidence) throws Exception {
    Finding finding = finding();
    assertThat(finding.cause).isEqualTo(cause);
    assertThat(finding.confidence).isEqualTo(confidence);
    assertThat(finding.remedy).isNotEmpty();
    assertThat(finding.evidence).isNotEmpty();
  }

  private Finding finding() throws Exception {
    return inquest().of(wreck());
  }

  private Inquest inquest() {
    return new Inquest(new Kernel(root.toFile()), new OomKills(root.toFile()));
  }

  private Wreck wreck() throws Exception {
    Path file = process.leave(folder);
    Wreck wreck = DeadProcess.read(file);
    Files.delete(file);
    return wreck;
  }
}
