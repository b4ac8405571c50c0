package com.example.laboratory;

import com.example.fault.AcceptBacklog;
import com.example.fault.CodeException;
import com.example.fault.ConnectionLeak;
import com.example.fault.CpuLoop;
import com.example.fault.CpuSaturated;
import com.example.fault.CpuThrottled;
import com.example.fault.DbLockWait;
import com.example.fault.DbUnavailable;
import com.example.fault.Deadlock;
import com.example.fault.Dns;
import com.example.fault.GcPause;
import com.example.fault.HeaderTooLarge;
import com.example.fault.HeapExhausted;
import com.example.fault.LifecycleShutdown;
import com.example.fault.LifecycleStartup;
import com.example.fault.LockContention;
import com.example.fault.OomKilled;
import com.example.fault.OutboundBlocked;
import com.example.fault.PoolUndersized;
import com.example.fault.ProcessCrashed;
import com.example.fault.ProcessKilled;
import com.example.fault.ResponseTruncated;
import com.example.fault.SlowQuery;
import com.example.fault.ThirdParty;
import com.example.fault.TrafficSurge;
import com.example.fault.Unknown;
import com.example.stage.ShopKind;
import java.util.List;

/**
 * All scenarios in two lanes that are played side by side, each on a stage of its own. Those that
 * share a shop stand one after the other, those that spoil it last. The surge stands where there
 * have been ordinary visitors for long; the others that need the whole machine end the lanes, so
 * that no lane waits long for the other.
 */
final class Scenarios {

  static List<Scenario> all() {
    return lanes().stream().flatMap(List::stream).toList();
  }

  static List<List<Scenario>> lanes() {
    return List.of(aroundTheShop(), insideTheShop());
  }

  /** Load, database, third party, the shop's end. */
  private static List<Scenario> aroundTheShop() {
    return List.of(
        Scenario.nothingWrong(),
        Scenario.of(new TrafficSurge()),
        Scenario.of(new SlowQuery()),
        Scenario.of(DbLockWait.onTable(ShopKind.ORDINARY)),
        Scenario.of(ThirdParty.slow()),
        Scenario.variety("cut connections", ThirdParty.resetting()),
        Scenario.of(DbUnavailable.stopped()),
        Scenario.variety("frozen", DbUnavailable.frozen()),
        Scenario.pair(
            ShopKind.ORDINARY,
            ThirdParty.slow(),
            GcPause.harmless(),
            "the collection takes milliseconds, the provider seconds",
            true),
        Scenario.pair(
            ShopKind.ORDINARY,
            new SlowQuery(),
            new TrafficSurge(),
            "the database keeps every connection for 3 s, with few visitors as with many",
            false),
        Scenario.variety("database asked", DbLockWait.onRows(ShopKind.INSPECTING)),
        Scenario.pair(
            ShopKind.SCANT_POOL,
            new SlowQuery(),
            new TrafficSurge(),
            "the database keeps each of the few connections for 3 s",
            false),
        Scenario.pair(
            ShopKind.SCANT_POOL,
            ThirdParty.slow(),
            GcPause.harmless(),
            "each of the few connections is held while the provider is waited for",
            false),
        Scenario.of(new PoolUndersized()),
        Scenario.of(new HeapExhausted()),
        Scenario.of(new ProcessKilled()),
        Scenario.ofLongForm(new LifecycleShutdown()),
        Scenario.ofLongForm(new ProcessCrashed()),
        Scenario.ofLongForm(new OomKilled()),
        Scenario.of(new CpuSaturated()));
  }

  /** The shop's own code and what its process is given. */
  private static List<Scenario> insideTheShop() {
    return List.of(
        Scenario.of(new CodeException()),
        Scenario.of(new HeaderTooLarge()),
        Scenario.ofLongForm(new ResponseTruncated()),
        Scenario.ofLongForm(new OutboundBlocked()),
        Scenario.of(new CpuLoop()),
        Scenario.of(new Unknown()),
        Scenario.of(new LockContention()),
        Scenario.of(new Deadlock()),
        Scenario.of(new ConnectionLeak()),
        Scenario.of(new Dns()),
        Scenario.ofLongForm(new AcceptBacklog()),
        Scenario.ofLongForm(new LifecycleStartup()),
        Scenario.of(new CpuThrottled()),
        Scenario.of(GcPause.ofLargeHeap()));
  }

  private Scenarios() {}
}
