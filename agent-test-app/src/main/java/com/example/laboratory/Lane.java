package com.example.laboratory;

import com.example.stage.NotPossibleHere;
import com.example.stage.Stage;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;

/**
 * Plays its scenarios one after the other on a stage of its own. Lanes run side by side; a scenario
 * that needs the whole machine waits until no other lane plays, and the others wait for it.
 */
final class Lane implements AutoCloseable {

  final List<Episode> played = new ArrayList<>();
  final List<String> repeated = new ArrayList<>();

  private final Options options;
  private final Accounts accounts;
  private final Printout printout;
  private final ReadWriteLock machine;
  private final String collector;
  private final List<Scenario> scenarios;
  private Stage stage;
  private Sites sites;

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

  void play() throws Exception {
    stage = new Stage(options.gateway(), options.agent(), collector, options.deadline());
    sites = new Sites(stage);
    for (int i = 0; i < scenarios.size(); i++) {
      Scenario next = i + 1 < scenarios.size() ? scenarios.get(i + 1) : null;
      played.add(play(scenarios.get(i), next));
    }
  }

  /** Plays those once more that missed one of these goals; the repetition replaces the first. */
  void repeat(Set<String> goals) throws Exception {
    List<Integer> again = new ArrayList<>();
    for (int i = 0; i < played.size(); i++) {
      if (!missed(played.get(i), goals).isEmpty()) {
        again.add(i);
      }
    }
    for (int i = 0; i < again.size(); i++) {
      int place = again.get(i);
      Episode first = played.get(place);
      String names = String.join(", ", missed(first, goals));
      printout.repeats(first, names, options.deadline());
      repeated.add(first.scenario().name() + ", after missing " + names);
      Scenario next = i + 1 < again.size() ? scenarios.get(again.get(i + 1)) : null;
      Episode second = play(first.scenario(), next);
      // where it could not be played again, the first counts
      played.set(place, second.outcomes().isEmpty() ? first : second);
    }
  }

  private List<String> missed(Episode episode, Set<String> goals) {
    return Scoreboard.of(options.deadline(), List.of(episode)).missed().stream()
        .map(Goal::name)
        .filter(goals::contains)
        .toList();
  }

  @Override
  public void close() throws IOException {
    if (sites != null) {
      sites.close();
    }
    if (stage != null) {
      stage.close();
    }
  }

  /** Opens its shop unless it is the one that is open. */
  private void prepareFor(Scenario next, Scenario now) {
    if (next != null && (now.spoilsTheShop() || next.shop() != now.shop())) {
      sites.prepare(next.shop());
    }
  }

  private Episode play(Scenario scenario, Scenario next) throws Exception {
    Lock lock = machine.readLock();
    lock.lock();
    try {
      printout.begins(scenario);
      Sites.Open open = sites.take(scenario.shop());
      prepareFor(next, scenario);
      Play play = new Play(stage, open, accounts, scenario);
      play.prepare();
      if (scenario.wholeMachine()) {
        sites.awaitPrepared();
        lock.unlock();
        lock = machine.writeLock();
        lock.lock();
      }
      Episode episode = play.play();
      if (scenario.spoilsTheShop()) {
        sites.leave();
      }
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
