package com.example.laboratory;

import com.example.stage.Gateway;
import com.example.stage.NotPossibleHere;
import com.example.stage.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Plays all scenarios and prints the scoreboard. Ends with status 0 when every goal is met, 1 when
 * one is missed, 2 when it was asked for something that it does not know.
 */
public final class Laboratory {

  private final Options options;
  private final Printout printout = new Printout(System.out);
  private final Accounts accounts = new Accounts();
  private final List<Episode> played = new ArrayList<>();
  private final List<String> repeated = new ArrayList<>();

  public static void main(String[] words) throws Exception {
    try {
      Options options = Options.parse(words);
      System.exit(new Laboratory(options).run() ? 0 : 1);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n" + Options.USAGE);
      System.exit(2);
    }
  }

  private Laboratory(Options options) {
    if (options.agent() != null && !Files.isReadable(options.agent())) {
      throw new IllegalArgumentException("there is no agent at " + options.agent());
    }
    this.options = options;
  }

  private boolean run() throws Exception {
    printout.progress("gateway: %s, gives up after %s", Gateway.kind(), options.deadline());
    printout.progress("agent:   %s", options.agent() == null ? "none" : options.agent());
    Scoreboard score = new Scoreboard(options.deadline());
    try (OtlpReceiver receiver = new OtlpReceiver(accounts);
        Stage stage = new Stage(options.agent(), receiver.endpoint(), options.deadline());
        Sites sites = new Sites(stage)) {
      printout.progress("database: %s", stage.database.version());
      List<Scenario> wanted = Scenarios.all().stream().filter(options::wants).toList();
      for (int i = 0; i < wanted.size(); i++) {
        Scenario next = i + 1 < wanted.size() ? wanted.get(i + 1) : null;
        Episode episode = playTwiceIfMissed(stage, sites, wanted.get(i), next);
        played.add(episode);
        score.add(episode);
      }
    }
    printout.stories(played);
    printout.wrong(played);
    printout.scoreboard(score, played, repeated);
    if (options.json() != null) {
      Files.writeString(options.json(), Figures.json(score, played, repeated, Gateway.kind()));
    }
    return score.goals().stream().allMatch(Goal::met);
  }

  private Episode playTwiceIfMissed(Stage stage, Sites sites, Scenario scenario, Scenario next)
      throws Exception {
    Episode first = play(stage, sites, scenario, next);
    List<Goal> missed = missed(first);
    if (missed.isEmpty() || options.agent() == null) {
      return first;
    }
    String names = String.join(", ", missed.stream().map(Goal::name).toList());
    printout.progress("          MISSED %s; once more", names);
    printout.wrong(List.of(first));
    repeated.add(scenario.name() + ", after missing " + names);
    return play(stage, sites, scenario, next);
  }

  private Episode play(Stage stage, Sites sites, Scenario scenario, Scenario next)
      throws Exception {
    printout.progress("%s", scenario.name());
    Episode episode;
    try {
      Sites.Open open = sites.take(scenario.shop());
      if (next != null && (scenario.spoilsTheShop() || next.shop() != scenario.shop())) {
        sites.prepare(next.shop());
      }
      episode = new Play(stage, open.site(), open.log(), accounts, scenario).play();
      if (scenario.spoilsTheShop()) {
        sites.leave();
      }
    } catch (NotPossibleHere e) {
      episode = Episode.skipped(scenario, e.getMessage());
      printout.progress("          skipped: %s", e.getMessage());
      return episode;
    } catch (IOException | SQLException e) {
      printout.progress("          could not be played: %s", e);
      sites.leave();
      return new Episode(scenario, List.of(), null);
    }
    Scoreboard alone = new Scoreboard(options.deadline());
    alone.add(episode);
    printout.episode(episode, alone);
    return episode;
  }

  private List<Goal> missed(Episode episode) {
    Scoreboard alone = new Scoreboard(options.deadline());
    alone.add(episode);
    return alone.goals().stream().filter(goal -> !goal.met()).toList();
  }
}
