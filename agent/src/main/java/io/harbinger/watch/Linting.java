package io.harbinger.watch;

import io.harbinger.bridge.PoolGauges;
import io.harbinger.bridge.ServerLimits;
import io.harbinger.gateway.Deadlines;
import io.harbinger.gateway.LintFinding;
import io.harbinger.gateway.Lints;
import io.harbinger.gateway.Setup;
import io.harbinger.log.Log;
import io.harbinger.timeline.CalledHost;
import io.harbinger.timeline.PoolEntry;
import io.harbinger.timeline.ReadTimeout;
import io.harbinger.timeline.ResponseHead;
import io.harbinger.timeline.TimelineRecorder;

/**
 * Collects what is configured, and has the lints look at it whenever something is new: a server
 * that listens, a pool, a database, a called host, another gateway or deadline.
 *
 * <p>Once a second, by the watcher's thread alone.
 */
final class Linting {
  private final Deadlines deadlines;
  private final EpochClock clock;
  private final Log log;
  private final Lints lints = new Lints();
  private Object looked;
  private LintFinding race;

  Linting(Deadlines deadlines, EpochClock clock, Log log) {
    this.deadlines = deadlines;
    this.clock = clock;
    this.log = log;
  }

  void second(TimelineRecorder recorder, Outbox outbox) {
    Setup setup = Setup.of(deadlines);
    for (ServerLimits limits : recorder.listeners.limits()) {
      setup.servers.add(server(limits));
    }
    for (PoolEntry entry : recorder.pools.all()) {
      PoolGauges gauges = entry.gauges();
      if (gauges != null && gauges.alive()) {
        setup.pools.add(pool(gauges));
      }
    }
    for (ReadTimeout missing : recorder.database.withoutReadTimeout()) {
      setup.endlessDatabases.add(new Setup.Database(missing.database, missing.setting));
    }
    for (CalledHost host : recorder.called.all()) {
      String client = host.endlessBy();
      if (client != null) {
        setup.endlessHosts.add(new Setup.Host(host.name, client, host.endlessSetting()));
      }
    }
    for (ResponseHead head : recorder.heads.all()) {
      setup.heads.add(new Setup.Head(head.who, head.bytes, head.header, head.headerBytes));
    }
    Object now = setup.fingerprint();
    if (!now.equals(looked)) {
      looked = now;
      for (LintFinding finding : lints.of(setup)) {
        say(finding);
        outbox.lint(finding);
        race = finding.check.equals(Lints.KEEP_ALIVE_RACE) ? finding : race;
      }
    }
  }

  /** That a gateway may send into connections that a server closes; null: not found. */
  LintFinding race() {
    return race;
  }

  private void say(LintFinding finding) {
    finding.atEpochNanos = clock.epochNanos();
    String line = finding.sentence + ". " + finding.remedy;
    if (finding.hint) {
      log.info("hint: " + line);
    } else {
      log.warn("lint " + finding.identity(), line);
    }
  }

  private static Setup.Server server(ServerLimits limits) {
    Setup.Server server = new Setup.Server(limits.server, limits.port);
    server.idleMillis = limits.idleMillis;
    server.idleSetting = limits.idleSetting;
    server.requestHeaderBytes = limits.requestHeaderBytes;
    server.requestHeaderSetting = limits.requestHeaderSetting;
    server.responseHeaderBytes = limits.responseHeaderBytes;
    server.responseHeaderSetting = limits.responseHeaderSetting;
    return server;
  }

  private static Setup.Pool pool(PoolGauges gauges) {
    Setup.Pool pool = new Setup.Pool(gauges.name());
    pool.waitMillis = gauges.timeoutMillis();
    pool.waitSetting = gauges.timeoutSetting();
    pool.leakDetectionMillis = gauges.leakDetectionMillis();
    pool.leakDetectionSetting = gauges.leakDetectionSetting();
    return pool;
  }
}
