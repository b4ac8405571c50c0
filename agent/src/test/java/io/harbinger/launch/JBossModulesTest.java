package io.harbinger.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JBossModulesTest {
  @Test
  void keepsWhatOthersAdmit() {
    assertThat(JBossModules.with(null)).isEqualTo("io.harbinger.bridge");
    assertThat(JBossModules.with("")).isEqualTo("io.harbinger.bridge");
    assertThat(JBossModules.with("org.jboss.byteman"))
        .isEqualTo("org.jboss.byteman,io.harbinger.bridge");
  }

  @Test
  void setsNothingInOtherProcesses() {
    JBossModules.admitBridge();
    assertThat(System.getProperty("jboss.modules.system.pkgs")).isNull();
  }
}
