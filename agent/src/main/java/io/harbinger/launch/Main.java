package io.harbinger.launch;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code java -jar harbinger.jar}: commands for people, each by the class of the core that has a
 * {@code public static Integer run(String[])}.
 *
 * <p>No agent runs here, so the bridge comes from this class's own loader.
 */
public final class Main {
  private static final Map<String, String> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("postmortem", "io.harbinger.blackbox.PostMortem");
  }

  private Main() {}

  public static void main(String[] words) throws Exception {
    String command = words.length == 0 ? null : COMMANDS.get(words[0]);
    System.exit(command == null ? usage() : run(command, words));
  }

  private static int run(String command, String[] words) throws Exception {
    AgentJar jar = AgentJar.around(Main.class);
    if (jar.failure != null) {
      System.err.println("cannot read " + jar.file + ": " + jar.failure);
      return 1;
    }
    ClassLoader loader = new IsolatedLoader(jar, Main.class.getClassLoader());
    Thread.currentThread().setContextClassLoader(loader);
    try {
      String[] arguments = Arrays.copyOfRange(words, 1, words.length);
      return (Integer)
          Class.forName(command, true, loader)
              .getMethod("run", String[].class)
              .invoke(null, (Object) arguments);
    } catch (InvocationTargetException thrown) {
      thrown.getCause().printStackTrace();
      return 1;
    }
  }

  private static int usage() {
    System.err.println(
        "Harbinger is a Java agent: attach it with java -javaagent:harbinger.jar ...\n"
            + "commands:\n"
            + "  java -jar harbinger.jar postmortem DIR"
            + "   what processes that died have left in their black boxes");
    return 1;
  }
}
