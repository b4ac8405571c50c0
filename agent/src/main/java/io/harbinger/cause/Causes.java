package io.harbinger.cause;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The list of causes; a new one is one line here. */
public final class Causes {
  public static final List<Cause> ALL =
      Collections.unmodifiableList(
          Arrays.<Cause>asList(
              // the whole process
              new Startup(),
              new Shutdown(),
              new HeapExhausted(),
              new GcPause(),
              new CpuThrottled(),
              // proofs
              new Deadlock(),
              new HeaderTooLarge(),
              new ResponseTruncated(),
              new OsLimit(),
              // somebody outside
              new OutboundBlocked(),
              new DbUnavailable(),
              new DbLockWait(),
              new SlowQuery(),
              new ThirdParty(),
              new Dns(),
              // contention
              new ConnectionLeak(),
              new LockContention(),
              new CpuLoop(),
              new PoolUndersized(),
              new ThreadPool(),
              // load
              new TrafficSurge(),
              new CpuSaturated(),
              new AcceptBacklog(),
              // the rest
              new CodeException()));

  private Causes() {}
}
