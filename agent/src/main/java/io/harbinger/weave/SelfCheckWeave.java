package io.harbinger.weave;

import static net.bytebuddy.matcher.ElementMatchers.named;

import io.harbinger.bridge.Bridge;
import io.harbinger.transform.SelfCheck;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** What the self-check's probe says once it is woven. */
final class SelfCheckWeave implements Instrumentation {

  @Override
  public String name() {
    return SelfCheck.NAME;
  }

  @Override
  public List<Weave> weaves() {
    return Collections.singletonList(
        Weave.exactly(SelfCheck.PROBE).advise(named("call"), Called.class));
  }

  static final class Called {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter() {
      Bridge.reach();
    }
  }
}
