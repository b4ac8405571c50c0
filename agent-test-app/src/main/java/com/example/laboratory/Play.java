package com.example.laboratory;

import com.example.fault.Fault;
import com.example.stage.NotPossibleHere;
import com.example.stage.Site;
import com.example.stage.Stage;
import com.example.stage.Visit;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Plays one scenario at one site:
 *
 * <pre>
 * prepare   calm ── as many ordinary seconds as the fault asks for
 * play      calm ── inject ── until enough requests have failed ── heal ── until all is calm again ── until the traces are in
 * </pre>
 */
final class Play {

  private static final Duration CALM_BEFORE = Duration.ofMillis(1_000);
  private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(30);
  private static final Duration NOTHING_WRONG = Duration.ofSeconds(8);
  private static final Duration LONGEST_FAULT = Duration.ofSeconds(14);
  private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(14);
  private static final Duration LONGEST_WAIT_FOR_TRACES = Duration.ofSeconds(5);
  private static final long TICK_MILLIS = 100;

  private final Stage stage;
  private final Sites.Open open;
  private final Site site;
  private final Accounts accounts;
  private final Scenario scenario;
  private final GatewayLog log;
  private final Reception reception;
  private final List<GatewayLine> lines = new ArrayList<>();

  Play(Stage stage, Sites.Open open, Accounts accounts, Scenario scenario) {
    this.stage = stage;
    this.open = open;
    this.site = open.site;
    this.log = open.log;
    this.reception = open.reception;
    this.accounts = accounts;
    this.scenario = scenario;
  }

  /** Other scenarios may be played meanwhile, whatever the fault needs of the machine. */
  void prepare() throws IOException, InterruptedException {
    awaitCalmBefore();
    int ordinary =
        scenario.faults().stream().mapToInt(Fault::ordinarySecondsBefore).max().orElse(0);
    long calm = (System.nanoTime() - open.calmSince) / 1_000_000;
    Thread.sleep(Math.max(0, ordinary * 1_000L - calm));
    lines.addAll(log.readNew());
  }

  Episode play() throws Exception {
    if (scenario.wholeMachine()) {
      awaitCalmBefore();
    }
    if (scenario.faults().isEmpty()) {
      Thread.sleep(NOTHING_WRONG.toMillis());
    }
    long injectedAt = System.currentTimeMillis();
    if (!scenario.faults().isEmpty()) {
      playFaults();
      awaitCalm();
    }
    // who comes from now on is not judged, because his trace may not be in
    lines.addAll(log.readNew());
    awaitTraces();
    reception.readNew();
    return new Episode(scenario, outcomes(), accounts.announced(site.shop.name), injectedAt, null);
  }

  private void playFaults() throws Exception {
    List<Fault> injected = new ArrayList<>();
    open.calmSince = null;
    try {
      for (Fault fault : scenario.faults()) {
        injected.add(fault);
        inject(fault, injected);
      }
      awaitFailures();
      if (scenario.spoilsTheShop()) {
        // whoever comes now would only add to what is clear already
        site.visitors.close();
      }
    } finally {
      for (Fault fault : injected) {
        fault.heal(stage, site);
      }
    }
  }

  private void inject(Fault fault, List<Fault> injected) throws Exception {
    try {
      fault.inject(stage, site);
    } catch (NotPossibleHere e) {
      injected.remove(fault); // it has not begun
      throw e;
    }
  }

  /** What happens before the shop is warm has no cause that we know of, so it is not judged. */
  private void awaitCalmBefore() throws IOException, InterruptedException {
    long start = System.nanoTime();
    boolean calm = false;
    while (!calm && System.nanoTime() - start < LONGEST_WARM_UP.toNanos()) {
      log.readNew();
      Thread.sleep(CALM_BEFORE.toMillis());
      List<GatewayLine> before = log.readNew();
      calm = scenario.failsFromTheStart() || before.stream().allMatch(this::fine);
      lines.addAll(calm ? before : List.of());
    }
    if (!calm) {
      throw new IOException("the shop does not become calm before the fault");
    }
    if (open.calmSince == null) {
      open.calmSince = System.nanoTime() - CALM_BEFORE.toNanos();
    }
  }

  private boolean fine(GatewayLine line) {
    return line.status() < 500 && line.seconds() * 1e3 < stage.deadline.toMillis() * 0.45;
  }

  private void awaitFailures() throws IOException, InterruptedException {
    int enough = scenario.faults().stream().mapToInt(Fault::enough).min().orElseThrow();
    long start = System.nanoTime();
    while (System.nanoTime() - start < LONGEST_FAULT.toNanos() && failed() < enough) {
      Thread.sleep(TICK_MILLIS);
      lines.addAll(log.readNew());
    }
    // the ones that wait already shall fail too
    Thread.sleep(stage.deadline.toMillis() / 2);
  }

  /** Calm is a second in which nothing failed and after which hardly anybody waits. */
  private void awaitCalm() throws IOException, InterruptedException {
    long start = System.nanoTime();
    if (scenario.spoilsTheShop()) {
      // there will be no calm in this shop, so it is enough that the gateway has answered everyone
      Thread.sleep(stage.deadline.toMillis() + TICK_MILLIS);
    }
    boolean calm = scenario.spoilsTheShop();
    while (!calm && System.nanoTime() - start < LONGEST_RECOVERY.toNanos()) {
      int failedBefore = failed();
      Thread.sleep(1_000);
      lines.addAll(log.readNew());
      calm = failed() == failedBefore && site.visitors.underway() < 20;
    }
    lines.addAll(log.readNew());
  }

  /**
   * Traces leave in the order in which requests end, so one more tells that those before are in.
   */
  private void awaitTraces() throws InterruptedException {
    if (accounts.exports.get() == 0) {
      return;
    }
    Visit last = scenario.spoilsTheShop() ? null : site.visitors.recorded("/products/1");
    long start = System.nanoTime();
    while (System.nanoTime() - start < LONGEST_WAIT_FOR_TRACES.toNanos() && !tracesAreIn(last)) {
      Thread.sleep(TICK_MILLIS);
    }
  }

  private boolean tracesAreIn(Visit last) {
    return (last == null || accounts.find(last.traceId).ended())
        && outcomes().stream().allMatch(this::complete);
  }

  private boolean complete(Outcome outcome) {
    if (!outcome.failed()) {
      return outcome.account() == null || outcome.account().ended();
    }
    // some requests never end; what the visitor got is said when the gateway gives up
    return outcome.tagged() && (outcome.account().ended() || outcome.claimedStatus() != null);
  }

  private int failed() throws IOException {
    reception.readNew();
    return (int) outcomes().stream().filter(Outcome::failed).count();
  }

  private List<Outcome> outcomes() {
    List<Outcome> outcomes = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (GatewayLine line : lines) {
      Visit visit = site.visitors.visits.get(line.requestId());
      Long readAt = reception.readAt(line.requestId());
      // where the log has both, the first attempt that reached the shop is what it failed
      if (visit != null && !line.endedBefore(readAt) && seen.add(line.requestId())) {
        outcomes.add(new Outcome(line, readAt, accounts.find(visit.traceId)));
      }
    }
    return outcomes;
  }
}
