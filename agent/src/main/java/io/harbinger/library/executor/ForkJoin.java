package io.harbinger.library.executor;

import static net.bytebuddy.matcher.ElementMatchers.isPrivate;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import io.harbinger.bridge.Bridge;
import io.harbinger.weave.Instrumentation;
import io.harbinger.weave.Weave;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import net.bytebuddy.asm.Advice;

/**
 * What is handed to a {@code ForkJoinPool}; {@code execute}, {@code submit} and {@code invoke} meet
 * in one method.
 *
 * <pre>
 *   Java 8         externalPush(task)
 *   Java 9 to 18   externalSubmit(task), private
 *   Java 19 on     poolSubmit(signal, task)
 *   all            ForkJoinTask.doExec() runs it
 * </pre>
 *
 * <p>Subtasks that a task forks are not followed: they are many, and their parent waits for them.
 */
public final class ForkJoin implements Instrumentation {
  @Override
  public String name() {
    return "fork-join";
  }

  @Override
  public List<Weave> weaves() {
    boolean java8 = System.getProperty("java.specification.version").startsWith("1.");
    Weave pool = Weave.exactly("java.util.concurrent.ForkJoinPool");
    return Arrays.asList(
        java8
            ? pool.advise(named("externalPush"), QueuedFirst.class)
            : pool.advise(
                    named("externalSubmit").and(isPrivate()).and(returns(ForkJoinTask.class)),
                    QueuedFirst.class)
                .advise(
                    named("poolSubmit").and(takesArgument(1, ForkJoinTask.class)),
                    QueuedSecond.class),
        Weave.exactly("java.util.concurrent.ForkJoinTask")
            .advise(named("doExec").and(takesNoArguments()), Run.class));
  }

  static final class QueuedFirst {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object executor, @Advice.Argument(0) ForkJoinTask<?> task) {
      Bridge.taskQueued(executor, task);
    }
  }

  static final class QueuedSecond {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Advice.This ForkJoinPool executor, @Advice.Argument(1) ForkJoinTask<?> task) {
      // because whoever wakes a virtual thread submits its continuation, for no request of its own
      if (!executor.getFactory().getClass().getName().startsWith("java.lang.VirtualThread")) {
        Bridge.taskQueued(executor, task);
      }
    }
  }

  static final class Run {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static Object enter(@Advice.This Object task) {
      return Bridge.taskStarted(task);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter Object carried) {
      if (carried != null) {
        Bridge.taskEnded(carried);
      }
    }
  }
}
