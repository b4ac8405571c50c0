package io.harbinger.library.executor;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import io.harbinger.bridge.Bridge;
import io.harbinger.weave.Instrumentation;
import io.harbinger.weave.Weave;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.asm.Advice;

/**
 * A thread that a request starts for itself, platform or virtual; the thread is the task.
 *
 * <p>Not subclasses of {@code Thread}: those are mostly workers of some library and live long. A
 * worker of a thread pool lets go again, see {@link ThreadPools}.
 */
public final class Threads implements Instrumentation {
  @Override
  public String name() {
    return "thread";
  }

  @Override
  public List<Weave> weaves() {
    return Arrays.asList(
        Weave.exactly("java.lang.Thread")
            .advise(named("start").and(takesNoArguments()), Started.class)
            .advise(named("run").and(takesNoArguments()), Run.class),
        Weave.exactly("java.lang.VirtualThread")
            .advise(named("start").and(takesArguments(1)), VirtualStarted.class)
            .advise(named("run").and(takesArguments(Runnable.class)), Run.class));
  }

  static final class Started {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Thread thread) {
      if (thread.getClass() == Thread.class) {
        Bridge.taskQueued(null, thread);
      }
    }
  }

  static final class VirtualStarted {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Thread thread) {
      Bridge.taskQueued(null, thread);
    }
  }

  static final class Run {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Thread thread) {
      Bridge.taskBegun(thread);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit() {
      Bridge.taskDone();
    }
  }
}
