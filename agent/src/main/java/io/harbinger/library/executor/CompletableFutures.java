package io.harbinger.library.executor;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.harbinger.bridge.Bridge;
import io.harbinger.weave.Instrumentation;
import io.harbinger.weave.Weave;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.asm.Advice;

/**
 * Steps that wait for a {@code CompletableFuture}: they belong to the request that added them,
 * whichever thread completes it.
 *
 * <pre>
 *   thenApply(f) ─► unipush(step) … another thread completes ─► step.tryFire(nested or async) ─► f
 * </pre>
 *
 * <p>{@code supplyAsync} and {@code runAsync} need nothing here: their executor carries them.
 * Relays, which only pass a result on, run no code of the application's and are left out.
 */
public final class CompletableFutures implements Instrumentation {
  private static final String IN = "java.util.concurrent.CompletableFuture";

  @Override
  public String name() {
    return "completable-future";
  }

  @Override
  public List<Weave> weaves() {
    return Arrays.asList(
        Weave.exactly(IN)
            // push is unipush on Java 8
            .advise(named("unipush").or(named("push").and(takesArguments(1))), AddedFirst.class)
            .advise(named("bipush").or(named("orpush")), AddedSecond.class),
        Weave.exactly(
                IN + "$UniApply",
                IN + "$UniAccept",
                IN + "$UniRun",
                IN + "$UniWhenComplete",
                IN + "$UniHandle",
                IN + "$UniExceptionally",
                IN + "$UniComposeExceptionally",
                IN + "$UniCompose",
                IN + "$BiApply",
                IN + "$BiAccept",
                IN + "$BiRun",
                IN + "$OrApply",
                IN + "$OrAccept",
                IN + "$OrRun")
            .advise(named("tryFire").and(takesArguments(int.class)), Fired.class));
  }

  static final class AddedFirst {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) Object step) {
      if (step != null
          && !step.getClass().getName().endsWith("Relay")
          && !step.getClass().getName().endsWith("AnyOf")) {
        Bridge.taskQueued(null, step);
      }
    }
  }

  static final class AddedSecond {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(1) Object step) {
      if (step != null && !step.getClass().getName().endsWith("Relay")) {
        Bridge.taskQueued(null, step);
      }
    }
  }

  /** Mode 0 is the adding thread's own attempt, which needs no carrying. */
  static final class Fired {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static Object enter(
        @Advice.This Object step,
        @Advice.Argument(0) int mode,
        @Advice.FieldValue("executor") Object executor,
        @Advice.Local("executor") Object executorBefore) {
      executorBefore = executor;
      return mode == 0 ? null : Bridge.taskStarted(step);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.This Object step,
        @Advice.Enter Object carried,
        @Advice.FieldValue("dep") Object dependent,
        @Advice.FieldValue("executor") Object executor,
        @Advice.Local("executor") Object executorBefore) {
      if (carried != null) {
        // not fired (its other source is still open) and not handed to an executor either
        if (dependent != null && executor == executorBefore) {
          Bridge.taskQueued(null, step);
        }
        Bridge.taskEnded(carried);
      }
    }
  }
}
