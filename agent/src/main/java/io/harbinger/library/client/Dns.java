package io.harbinger.library.client;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import io.harbinger.bridge.Bridge;
import io.harbinger.bridge.Kind;
import io.harbinger.weave.Instrumentation;
import io.harbinger.weave.Weave;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.asm.Advice;

/**
 * Name look-ups that ask the name service, not those that the JDK's cache answers.
 *
 * <pre>
 *   InetAddress.getByName ─► cache ─► NameServiceAddresses.get      since Java 9: waits its turn …
 *                                       getAddressesFromNameService … and asks; all of it on Java 8
 * </pre>
 *
 * <p>Libraries with a resolver of their own (Netty, dnsjava) are not seen.
 */
public final class Dns implements Instrumentation {
  @Override
  public String name() {
    return "dns";
  }

  @Override
  public List<Weave> weaves() {
    return Arrays.asList(
        Weave.exactly(LookUp.TARGET)
            .advise(
                named("getAddressesFromNameService").and(takesArgument(0, String.class)),
                LookUp.class)
            .advise(
                named("getHostFromNameService").and(takesArgument(0, InetAddress.class)),
                ReverseLookUp.class),
        Weave.exactly(Turn.TARGET).advise(named("get").and(takesNoArguments()), Turn.class));
  }

  static final class LookUp {
    static final String TARGET = "java.net.InetAddress";

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static int enter(@Advice.Argument(0) String host) {
      return Bridge.segmentStarted(Kind.DNS, host);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter int token, @Advice.Thrown Throwable error) {
      Bridge.segmentEnded(token, error);
    }
  }

  static final class ReverseLookUp {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static int enter(@Advice.Argument(0) InetAddress address) {
      return Bridge.segmentStarted(Kind.DNS, address.getHostAddress());
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter int token, @Advice.Thrown Throwable error) {
      Bridge.segmentEnded(token, error);
    }
  }

  /** Threads that ask for one name queue up behind the first. */
  static final class Turn {
    static final String TARGET = "java.net.InetAddress$NameServiceAddresses";

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static int enter(@Advice.FieldValue("host") String host) {
      return Bridge.segmentStarted(Kind.DNS, host);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter int token, @Advice.Thrown Throwable error) {
      Bridge.segmentEnded(token, error);
    }
  }
}
