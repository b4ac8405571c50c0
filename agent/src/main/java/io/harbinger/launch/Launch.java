package io.harbinger.launch;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * From the JVM's call to the running core.
 *
 * <pre>
 *   reasons not to start ──none──► bridge into the bootstrap loader ──► isolated loader ──► Agent.start
 *            └─one─► its sentence on stderr, and the application starts
 * </pre>
 *
 * <p>Runs before {@code main}: JDK only, and of it no java.util.logging, java.nio.file or JMX,
 * which an application may want to configure before their first use.
 */
final class Launch {

  private Launch() {}

  static void start(String args, Instrumentation instrumentation) throws Throwable {
    AgentJar jar = AgentJar.around(Premain.class);
    for (ReasonNotToStart reason : reasons(jar)) {
      String sentence = reason.sentence();
      if (sentence != null) {
        System.err.println("harbinger: " + sentence);
        return;
      }
    }
    new BootstrapBridge(jar, instrumentation).define();
    JBossModules.admitBridge();
    startCore(args, instrumentation, jar, new IsolatedLoader(jar, platformLoader()));
  }

  private static List<ReasonNotToStart> reasons(AgentJar jar) {
    return Arrays.asList(
        new Disabled(System.getProperty(Disabled.PROPERTY), System.getenv(Disabled.VARIABLE)),
        new SecondCopy(),
        new AotTraining(AotTraining.optionsOfThisJvm()),
        new UnreadableJar(jar));
  }

  /** Threads that the core starts inherit its loader, so that none holds on to the application. */
  private static void startCore(
      String args, Instrumentation instrumentation, AgentJar jar, IsolatedLoader loader)
      throws Throwable {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      Class.forName("io.harbinger.Agent", true, loader)
          .getMethod(
              "start",
              String.class,
              Instrumentation.class,
              File.class,
              Function.class,
              Consumer.class)
          .invoke(
              null,
              args,
              instrumentation,
              jar.file,
              loader.below(),
              new AfterHooks(jar, instrumentation));
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** The loader next to bootstrap; not simply the system loader's parent, since that may be set. */
  private static ClassLoader platformLoader() {
    ClassLoader loader = ClassLoader.getSystemClassLoader();
    while (loader.getParent() != null) {
      loader = loader.getParent();
    }
    return loader;
  }
}
