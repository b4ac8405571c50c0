package io.harbinger.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReasonsNotToStartTest {

  @Test
  void startsUnlessItIsSwitchedOff() {
    assertThat(new Disabled(null, null).sentence()).isNull();
    assertThat(new Disabled("true", null).sentence()).isNull();
    assertThat(new Disabled(null, "yes").sentence()).isNull();
  }

  @Test
  void namesTheSettingThatSwitchedItOff() {
    assertThat(new Disabled("False ", null).sentence()).contains("-Dharbinger.enabled=False");
    assertThat(new Disabled(null, "false").sentence()).contains("HARBINGER_ENABLED=false");
  }

  @Test
  void prefersTheSystemPropertyToTheVariable() {
    assertThat(new Disabled("true", "false").sentence()).isNull();
  }

  @Test
  void namesTheJarThatItCannotRead(@TempDir Path directory) throws Exception {
    Path jar = Files.writeString(directory.resolve("harbinger.jar"), "half a download");
    assertThat(new UnreadableJar(AgentJar.open(jar.toFile())).sentence())
        .contains(jar.toString())
        .contains("put a whole harbinger.jar there");
    Path none = directory.resolve("none.jar");
    assertThat(new UnreadableJar(AgentJar.open(none.toFile())).sentence())
        .contains(none.toString());
  }

  @Test
  void needsJava8() {
    assertThat(Premain.tooOld("1.7")).contains("Java 1.7").contains("8 or later");
    assertThat(Premain.tooOld("1.8")).isNull();
    assertThat(Premain.tooOld("9")).isNull();
    assertThat(Premain.tooOld("25")).isNull();
  }

  @Test
  void staysOutWhereTheJvmRecordsAnAotCache() {
    assertThat(new AotTraining("java\0-XX:AOTCacheOutput=a.aot\0-jar\0app.jar").sentence())
        .contains("(-XX:AOTCacheOutput=a.aot)")
        .contains("-XX:-AOTClassLinking");
    assertThat(new AotTraining("null -XX:AOTMode=record").sentence()).isNotNull();
    assertThat(new AotTraining("java\0-XX:AOTCache=a.aot\0-XX:AOTMode=on").sentence()).isNull();
    assertThat(new AotTraining(AotTraining.optionsOfThisJvm()).sentence()).isNull();
  }

  @Test
  void seesNoSecondCopyInATest() {
    assertThat(new SecondCopy().sentence()).isNull();
  }
}
