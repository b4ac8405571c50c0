package com.example.laboratory;

import com.example.stage.NotPossibleHere;
import com.example.stage.Stage;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;

/**
 * Plays its scenarios one after the other on a stage of its own. Lanes run side by side; a scenario
 * that needs the whole machine waits until no other lane plays, and the others wait for it.
 */
final class Lane {

  final List<Episode> played = new ArrayList<>();
  final List<String> repeated = new ArrayList<>();

  private final Options options;
  private final Accounts accounts;
  private final Printout printout;
  private final ReadWriteLock machine;
  private final String collector;
  private final List<Scenario> scenarios;

  Lane(
      Options options,
      Accounts accounts,
      Printout printout,
      ReadWriteLock machine,
      String collector,
      List<Scenario> scenarios) {
    this.options = options;
    this.accounts = accounts;
    this.printout = printout;
    this.machine = machine;
    this.collector = collector;
    this.scenarios = scenarios;
  }

  void run() throws Exception {
    try (Stage stage =
            new Stage(options.gateway(), options.agent(), collector, options.deadline());
        Sites sites = new Sites(stage)) {
      for (int i = 0; i < scenarios.size(); i++) {
        Scenario next = i + 1 < scenarios.size() ? scenarios.get(i + 1) : null;
        played.add(playTwiceIfMissed(stage, sites, scenarios.get(i), next));
      }
    }
  }

  private Episode playTwiceIfMissed(Stage stage, Sites sites, Scenario scenario, Scenario next)
      throws Exception {
    Episode first = play(stage, sites, scenario, next);
    List<Goal> missed = Scoreboard.of(options.deadline(), List.of(first)).missed();
    if (missed.isEmpty() || options.agent() == null) {
      return first;
    }
    String names = String.join(", ", missed.stream().map(Goal::name).toList());
    printout.repeats(first, names, options.deadline());
    repeated.add(scenario.name() + ", after missing " + names);
    return play(stage, sites, scenario, next);
  }

  /** Opens its shop unless it is the one that is open. */
  private static void prepareFor(Scenario next, Scenario now, Sites sites) {
    if (next != null && (now.spoilsTheShop() || next.shop() != now.shop())) {
      sites.prepare(next.shop());
    }
  }

  private Episode play(Stage stage, Sites sites, Scenario scenario, Scenario next)
      throws Exception {
    Lock lock = machine.readLock();
    lock.lock();
    try {
      printout.begins(scenario);
      Sites.Open open = sites.take(scenario.shop());
      if (!scenario.wholeMachine()) {
        prepareFor(next, scenario, sites);
      }
      Play play = new Play(stage, open, accounts, scenario);
      play.prepare();
      if (scenario.wholeMachine()) {
        lock.unlock();
        lock = machine.writeLock();
        lock.lock();
      }
      Episode episode = play.play();
      if (scenario.spoilsTheShop()) {
        sites.leave();
      }
      prepareFor(next, scenario, sites);
      printout.ends(episode, Scoreboard.of(options.deadline(), List.of(episode)));
      return episode;
    } catch (NotPossibleHere e) {
      printout.skipped(scenario, e.getMessage());
      return Episode.skipped(scenario, e.getMessage());
    } catch (IOException | SQLException e) {
      printout.broken(scenario, e);
      sites.leave();
      return new Episode(scenario, List.of(), List.of(), 0, null);
    } finally {
      lock.unlock();
    }
  }
}
