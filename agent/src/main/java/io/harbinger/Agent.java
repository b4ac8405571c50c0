package io.harbinger;

import io.harbinger.blackbox.BlackBox;
import io.harbinger.blackbox.BoxSettings;
import io.harbinger.bridge.Bridge;
import io.harbinger.bridge.PoolReader;
import io.harbinger.bridge.Recorder;
import io.harbinger.config.AgentConfig;
import io.harbinger.config.Sources;
import io.harbinger.export.Export;
import io.harbinger.export.ExportSettings;
import io.harbinger.export.ServiceName;
import io.harbinger.gateway.Deadline;
import io.harbinger.gateway.Deadlines;
import io.harbinger.gateway.ProcNetTcp;
import io.harbinger.gateway.Profile;
import io.harbinger.gateway.Profiles;
import io.harbinger.gateway.Recognition;
import io.harbinger.log.Log;
import io.harbinger.signal.FullHeap;
import io.harbinger.signal.OwnSockets;
import io.harbinger.signal.Signals;
import io.harbinger.timeline.Limits;
import io.harbinger.timeline.TimelineRecorder;
import io.harbinger.transform.Catalogue;
import io.harbinger.transform.SelfCheck;
import io.harbinger.transform.Transformer;
import io.harbinger.transform.Woven;
import io.harbinger.watch.DatabaseInspection;
import io.harbinger.watch.DatabaseQuestions;
import io.harbinger.watch.Sampling;
import io.harbinger.watch.ServerSockets;
import io.harbinger.watch.Watch;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Wires the rooms and starts them; the only reader of the settings.
 *
 * <pre>
 *   before main   settings, recorder, names of classes   what must not miss the first class
 *   beside main   Byte Buddy, what is loaded already     on a thread of ours
 *   after main    signals, exporter, black box, watcher  what may touch beans and the network
 * </pre>
 */
public final class Agent {
  private final AgentConfig config;
  private final Log log;
  private final ExportSettings exportSettings;
  private final Deadlines deadlines;
  private final Watch watch;
  private final TimelineRecorder recorder;
  private final Consumer<Runnable> afterHooks;

  private Agent(
      AgentConfig config, List<PoolReader> poolReaders, Consumer<Runnable> afterHooks, Log log) {
    this.afterHooks = afterHooks;
    this.config = config;
    this.log = log;
    exportSettings =
        ExportSettings.of(
            config.otel,
            AgentConfig::pairs,
            version(),
            ServiceName.detect(System::getProperty, System::getenv));
    deadlines = deadlines(config, log);
    watch =
        new Watch(
            log,
            deadlines,
            config.watchIntervalMillis * 1_000_000L,
            config.watchExamples,
            new Sampling(config.keepsSampledParent, config.keepsRatio),
            System::nanoTime,
            System::currentTimeMillis);
    recorder =
        new TimelineRecorder(
            System::nanoTime,
            () -> System.currentTimeMillis() * 1_000_000L,
            limits(config),
            poolReaders,
            watch.ends(),
            log);
  }

  /**
   * Called by the launcher, in our own class loader, before {@code main} or at an attach.
   *
   * @param loaders gives a loader below ours that itself defines what begins with these names
   * @param afterHooks takes work that is done after the JVM's shutdown hooks; throws where it can
   *     not
   */
  public static void start(
      String arguments,
      Instrumentation jvm,
      File jar,
      Function<List<String>, ClassLoader> loaders,
      Consumer<Runnable> afterHooks) {
    AgentConfig config = new AgentConfig(Sources.ofThisProcess(arguments));
    Log.Level level = Log.Level.valueOf(config.logLevel.toUpperCase(Locale.ROOT));
    Log log = new Log(System.err, System::nanoTime, level);
    for (String problem : config.problems) {
      log.warn(problem, problem);
    }
    if (!config.enabled) {
      log.info("not started, disabled by harbinger.enabled=false: remove that setting to start it");
      return;
    }
    Woven woven = new Woven(log);
    Catalogue catalogue = Catalogue.read(config::listensTo);
    Agent agent = new Agent(config, Looms.poolReaders(catalogue), afterHooks, log);
    Bridge.recorder = agent.recorder;
    Transformer transformer =
        Transformer.start(
            jvm,
            catalogue,
            new Looms(loaders, config::listensTo, woven),
            woven,
            config.weaveExclude,
            System::nanoTime,
            config.weaveIdleMillis * 1_000_000L);
    agent.start(transformer, woven);
  }

  private void start(Transformer transformer, Woven woven) {
    log.info(startLine());
    for (String setting : config.written) {
      log.debug("setting " + setting);
    }
    BesideMain.run(
        () -> weaves(transformer),
        () -> {
          startThreads(transformer);
          Found.say(recorder.counters.completions::sum, woven::libraries, log);
        },
        log);
  }

  /** False when the agent has stepped aside. */
  private boolean weaves(Transformer transformer) {
    String failure = failure(transformer);
    if (failure == null) {
      transformer.weaveLoaded();
      return true;
    }
    transformer.stop();
    Bridge.recorder = new Recorder();
    log.warn("self-check", "steps aside, the application runs without it: " + failure);
    return false;
  }

  private static String failure(Transformer transformer) {
    try {
      transformer.open();
      return SelfCheck.failure();
    } catch (Throwable broken) {
      return "it cannot weave: " + broken;
    }
  }

  private static Deadlines deadlines(AgentConfig config, Log log) {
    Map<String, String> fields = config.gatewayFields;
    Profile profile = Profiles.named(config.gatewayProfile, fields);
    boolean own = fields.containsKey("first_byte") || fields.containsKey("total");
    long deadline =
        config.gatewayDeadlineMillis > 0
            ? config.gatewayDeadlineMillis
            : own ? profile.deadlineMillis() : 0;
    Recognition recognition = config.gatewayIsSet ? null : new Recognition(fields, log);
    return new Deadlines(profile, deadline, recognition, System::currentTimeMillis, log);
  }

  private void startThreads(Transformer transformer) {
    Signals signals =
        new Signals(log, new File("/"), System::nanoTime, new ServerSockets(recorder.listeners));
    signals.start();
    Export export = Export.start(exportSettings, log);
    BlackBox box =
        BlackBox.open(
            boxSettings(), signals, recorder, new File("/"), System::currentTimeMillis, log);
    watch.afterTick(
        now -> {
          box.tick(now);
          transformer.tend();
        });
    export.measure(recorder, signals);
    watch.start(
        recorder,
        signals,
        new ProcNetTcp(
            new File("/proc/self/net"),
            System::nanoTime,
            new OwnSockets(new File("/"), System::nanoTime)::has),
        config.watchRisk,
        config.dbInspect
            ? new DatabaseInspection(recorder.database::access, System::nanoTime, log)
            : DatabaseQuestions.NONE,
        box.listening(export.outbox()),
        FullHeap.ofThisJvm(),
        export::telegraph);
    signals.eachWaking(watch::overlook);
    box.reportPredecessors(export.exitReports());
    new Stop(signals, watch, box, export, recorder.counters, log).await(afterHooks);
  }

  private static Limits limits(AgentConfig config) {
    Limits limits = new Limits();
    limits.segmentNanos = config.slowCallMillis * 1_000_000L;
    limits.routes = config.maxRoutes;
    limits.statements = config.maxStatements;
    limits.databaseAccess = config.dbInspect;
    limits.propagates = config.propagates;
    return limits;
  }

  private BoxSettings boxSettings() {
    BoxSettings settings = new BoxSettings();
    settings.enabled = config.blackboxEnabled;
    settings.folder = config.blackboxDir;
    settings.requests = config.blackboxRequests;
    settings.files = config.blackboxFiles;
    settings.ageMillis = config.blackboxAgeMillis;
    settings.service = exportSettings.serviceName();
    settings.instance = exportSettings.instanceId();
    settings.version = version();
    settings.profile = deadlines::profile;
    settings.deadline = deadlines::usual;
    return settings;
  }

  private String startLine() {
    Deadline usual = deadlines.usual();
    return version()
        + " watches "
        + exportSettings.serviceName()
        + " behind "
        + config.gatewayProfile
        + " (deadline "
        + (usual.limitMillis == 0 ? "none" : usual.limitMillis + " ms")
        + ", from the "
        + usual.source.label
        + "), sends to "
        + exportSettings.endpoint()
        + ", on Java "
        + System.getProperty("java.version");
  }

  private static String version() {
    String version = Agent.class.getPackage().getImplementationVersion();
    return version == null ? "unversioned" : version;
  }
}
