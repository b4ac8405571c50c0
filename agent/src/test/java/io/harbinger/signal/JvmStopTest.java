package io.harbinger.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class JvmStopTest {
  private static final StackTraceElement[] NOTHING = {};

  @Test
  void namesTheSignal() {
    assertThat(JvmStop.reason(Map.of(new Thread("SIGTERM handler"), NOTHING))).isEqualTo("SIGTERM");
  }

  @Test
  void namesTheCallerOfExit() {
    StackTraceElement[] stack = {
      frame("java.lang.Shutdown", "exit"),
      frame("java.lang.Runtime", "exit"),
      frame("java.lang.System", "exit"),
      frame("com.example.Main", "stop")
    };
    assertThat(JvmStop.reason(Map.of(new Thread("main"), stack)))
        .startsWith("System.exit, called by com.example.Main.stop");
  }

  @Test
  void knowsTheEndOfTheLastThread() {
    assertThat(JvmStop.reason(Map.of(new Thread("DestroyJavaVM"), NOTHING)))
        .contains("last thread");
  }

  @Test
  void saysExitWhereNothingIsKnown() {
    assertThat(JvmStop.reason(Map.of(new Thread("main"), NOTHING))).isEqualTo("exit");
  }

  private static StackTraceElement frame(String type, String method) {
    return new StackTraceElement(type, method, "File.java", 1);
  }
}
