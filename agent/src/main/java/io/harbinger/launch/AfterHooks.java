package io.harbinger.launch;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.function.Consumer;

/**
 * {@link LastHook} for the core, made when it is first needed.
 *
 * <p>Throws {@link IllegalStateException} where this JDK does not offer it.
 */
final class AfterHooks implements Consumer<Runnable> {
  private final AgentJar jar;
  private final Instrumentation instrumentation;

  AfterHooks(AgentJar jar, Instrumentation instrumentation) {
    this.jar = jar;
    this.instrumentation = instrumentation;
  }

  @Override
  public void accept(Runnable work) {
    try {
      hook().accept(work);
    } catch (IOException | ReflectiveOperationException | LinkageError missing) {
      throw new IllegalStateException(missing);
    }
  }

  @SuppressWarnings("unchecked")
  private Consumer<Runnable> hook() throws IOException, ReflectiveOperationException {
    String home = LastHook.home(System.getProperty("java.specification.version"));
    return home.startsWith("sun.")
        ? new LastHook()
        : (Consumer<Runnable>)
            ThrowAwayModule.make(jar.bytesOf(LastHook.class), home, instrumentation);
  }
}
