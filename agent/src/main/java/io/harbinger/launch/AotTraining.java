package io.harbinger.launch;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The JVM records an AOT cache (since 24): it has to leave out classes that an agent has changed,
 * and crashes where that is one of its own, as {@code java.lang.Thread} is.
 */
final class AotTraining implements ReasonNotToStart {
  private static final Pattern RECORDS =
      Pattern.compile("-XX:(AOTCacheOutput=[^\\s\\x00]*|AOTMode=(record|create))");
  private static final File COMMAND = new File("/proc/self/cmdline");

  private final String options;

  AotTraining(String options) {
    this.options = options;
  }

  /** The command line where the system tells it, and the variables that add to it. */
  static String optionsOfThisJvm() {
    return command()
        + " "
        + System.getenv("JAVA_TOOL_OPTIONS")
        + " "
        + System.getenv("JDK_JAVA_OPTIONS");
  }

  private static String command() {
    try {
      return new String(Files.readAllBytes(COMMAND.toPath()), StandardCharsets.UTF_8);
    } catch (IOException notLinux) {
      return "";
    }
  }

  @Override
  public String sentence() {
    Matcher found = RECORDS.matcher(options);
    return found.find()
        ? "not started, because the JVM records an AOT cache ("
            + found.group()
            + ") and would crash over classes that an agent has changed: such a cache serves with"
            + " Harbinger when it is recorded with -XX:-AOTClassLinking"
        : null;
  }
}
