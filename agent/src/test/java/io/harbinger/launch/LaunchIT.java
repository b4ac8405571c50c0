package io.harbinger.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import io.harbinger.launch.ChildJvm.Outcome;
import io.harbinger.launch.ChildJvm.Running;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The packaged agent on each Java that it promises to run on. */
class LaunchIT {

  @TempDir static Path directory;

  ChildJvm jvm = new ChildJvm(directory);

  static Stream<String> jvms() {
    return ChildJvm.executables();
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void startsWithOneLineAndOutOfTheApplicationsSight(String java) throws Exception {
    Outcome without = jvm.run(java, List.of());
    Outcome with = jvm.run(java, List.of(agent(ChildJvm.AGENT)));
    with.assertSameAs(without);
    assertThat(without.out()).contains("hidden").doesNotContain("visible");
    assertThat(with.errLines()).singleElement().asString().startsWith("harbinger: ");
    assertThat(with.err()).doesNotContain("not started");
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void putsTheBridgeIntoTheBootstrapLoader(String java) throws Exception {
    Outcome with = jvm.run(java, List.of(agent(ChildJvm.AGENT)), "bridge");
    assertThat(with.out()).contains("bridge loader: null");
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void appendsTheBridgeToTheBootstrapPathWhereDefiningFails(String java) throws Exception {
    Path without = Files.createTempFile(directory, "plain", ".jar");
    Jars.copy(ChildJvm.AGENT, without, name -> !name.endsWith("/BootstrapDefiner.class"));
    Outcome with = jvm.run(java, List.of(agent(without)), "bridge");
    assertThat(with.out()).contains("bridge loader: null");
    assertThat(with.err()).contains("harbinger: ").doesNotContain("not started");
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void leavesASecondCopyOut(String java) throws Exception {
    Path copy = Files.createTempFile(directory, "copy", ".jar");
    Jars.copy(ChildJvm.AGENT, copy, name -> true);
    Outcome with = jvm.run(java, List.of(agent(ChildJvm.AGENT), agent(copy)));
    with.assertSameAs(jvm.run(java, List.of()));
    assertThat(with.errLines()).hasSize(2);
    assertThat(with.errLines().get(1)).startsWith("harbinger: not started a second time");
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void staysOutWhenDisabled(String java) throws Exception {
    staysOut(java, "disabled", agent(ChildJvm.AGENT), "-Dharbinger.enabled=false");
  }

  @Test
  void staysOutWhenTheEnvironmentDisablesIt() throws Exception {
    jvm.environment.put("HARBINGER_ENABLED", "false");
    staysOut(ChildJvm.running(), "HARBINGER_ENABLED=false", agent(ChildJvm.AGENT));
  }

  @Test
  void staysOutWhenItsArgumentDisablesIt() throws Exception {
    String argument = "=harbinger.enabled=false";
    staysOut(ChildJvm.running(), argument.substring(1), agent(ChildJvm.AGENT) + argument);
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void namesAWrongSettingAndStartsWithItsDefault(String java) throws Exception {
    jvm.environment.put("HARBINGER_GATEWAY_PROFILE", "ngnix");
    Outcome with = jvm.run(java, List.of(agent(ChildJvm.AGENT), "-Dharbinger.gateway.dedline=3s"));
    with.assertSameAs(jvm.run(java, List.of()));
    assertThat(with.errLines()).hasSize(3);
    assertThat(with.errLines())
        .anyMatch(
            line ->
                line.contains("harbinger.gateway.profile = ngnix")
                    && line.contains("using nginx; allowed: nginx, "))
        .anyMatch(line -> line.contains("the nearest is harbinger.gateway.deadline"))
        .anyMatch(line -> line.contains("behind nginx (deadline 60000 ms, from the profile)"));
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void staysOutWhenItsJarIsNotWhole(String java) throws Exception {
    Path broken = Files.createTempFile(directory, "broken", ".jar");
    Jars.copy(ChildJvm.AGENT, broken, name -> !name.startsWith("inst/"));
    staysOut(java, "cannot read " + broken, agent(broken));
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void stepsAsideWhenItCannotWeave(String java) throws Exception {
    Path broken = Files.createTempFile(directory, "broken", ".jar");
    Jars.copy(ChildJvm.AGENT, broken, name -> !name.endsWith("/weave/Loom.classdata"));
    Running running = jvm.start(java, List.of(agent(broken)), "wait");
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!Files.readString(running.err()).contains("steps aside")) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(20_000_000L);
    }
    Outcome outcome = running.await();
    outcome.assertSameAs(jvm.run(java, List.of(), "wait"));
    assertThat(outcome.err()).contains("it cannot weave").contains("the jar is incomplete");
  }

  @Test
  void attachesToARunningJvmOnceAndNamesASecondAttempt() throws Exception {
    List<String> allowed = List.of("-XX:+EnableDynamicAgentLoading");
    Running running = jvm.start(ChildJvm.running(), allowed, "wait");
    VirtualMachine machine = VirtualMachine.attach(Long.toString(running.process().pid()));
    machine.loadAgent(ChildJvm.AGENT.toString());
    machine.loadAgent(ChildJvm.AGENT.toString());
    machine.detach();
    Outcome outcome = running.await();
    assertThat(outcome.status()).isZero();
    assertThat(outcome.errLines()).hasSize(2);
    assertThat(outcome.errLines().get(0)).doesNotContain("not started");
    assertThat(outcome.errLines().get(1)).startsWith("harbinger: not started a second time");
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void hasCommandsForPeople(String java) throws Exception {
    assertThat(command(java)).startsWith("1 Harbinger is a Java agent").contains("postmortem DIR");
    assertThat(command(java, "postmortem")).startsWith("1 usage: ");
    assertThat(command(java, "postmortem", directory.toString())).startsWith("0 no black box in ");
  }

  private static String command(String java, String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of(java, "-jar", ChildJvm.AGENT.toString()));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    return process.waitFor() + " " + said;
  }

  private void staysOut(String java, String because, String... options) throws Exception {
    Outcome with = jvm.run(java, List.of(options));
    with.assertSameAs(jvm.run(java, List.of()));
    assertThat(with.errLines())
        .singleElement()
        .asString()
        .startsWith("harbinger: not started, ")
        .contains(because);
  }

  static String agent(Path jar) {
    return "-javaagent:" + jar;
  }
}
