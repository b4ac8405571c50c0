package io.harbinger.library.executor;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.harbinger.bridge.Bridge;
import io.harbinger.weave.Instrumentation;
import io.harbinger.weave.Weave;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import net.bytebuddy.asm.Advice;

/**
 * {@code ThreadPoolExecutor}, its scheduled kin and subclasses; also what Spring's {@code @Async}
 * runs on.
 *
 * <pre>
 *   execute ─► queue ─► beforeExecute, task, afterExecute       the task itself is the key, never wrapped
 *      └► reject
 * </pre>
 *
 * <p>A task for later, or one that repeats, does not belong to the request that scheduled it.
 */
public final class ThreadPools implements Instrumentation {
  private static final String[] HINTS = {"Executor", "Pool"};

  @Override
  public String name() {
    return "thread-pool";
  }

  @Override
  public List<Weave> weaves() {
    return Arrays.asList(
        Weave.exactly("java.util.concurrent.ThreadPoolExecutor")
            .advise(named("execute").and(takesArguments(Runnable.class)), Queued.class)
            .advise(named("reject").and(takesArguments(Runnable.class)), Rejected.class)
            .advise(named("runWorker"), Worker.class)
            .advise(named("beforeExecute").and(takesArguments(2)), Begun.class)
            .advise(named("afterExecute").and(takesArguments(2)), Done.class),
        Weave.exactly("java.util.concurrent.ScheduledThreadPoolExecutor")
            .advise(named("delayedExecute").and(takesArguments(1)), Scheduled.class),
        // because a subclass that overrides these need not call its parent's
        Weave.implementing("java.util.concurrent.ThreadPoolExecutor", HINTS)
            .advise(named("beforeExecute").and(takesArguments(2)), Begun.class)
            .advise(named("afterExecute").and(takesArguments(2)), Done.class));
  }

  static final class Queued {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This ThreadPoolExecutor executor, @Advice.Argument(0) Runnable task) {
      // because Tomcat's pools of old are subclasses, and its worker tasks belong to no request
      if (executor.getClass() == ThreadPoolExecutor.class
          || !executor.getClass().getName().startsWith("org.apache.tomcat.util.threads.")) {
        Bridge.taskQueued(executor, task);
      }
    }
  }

  static final class Scheduled {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Advice.This Object executor, @Advice.Argument(0) RunnableScheduledFuture<?> task) {
      if (!task.isPeriodic() && task.getDelay(TimeUnit.NANOSECONDS) <= 0) {
        Bridge.taskQueued(executor, task);
      }
    }
  }

  static final class Rejected {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) Runnable task) {
      Bridge.taskRejected(task);
    }
  }

  /** A worker may be started by a request's thread, but does not work for it alone. */
  static final class Worker {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter() {
      Bridge.taskDone();
    }
  }

  static final class Begun {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(1) Runnable task) {
      Bridge.taskBegun(task);
    }
  }

  static final class Done {
    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit() {
      Bridge.taskDone();
    }
  }
}
