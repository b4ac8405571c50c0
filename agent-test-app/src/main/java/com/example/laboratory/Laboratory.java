package com.example.laboratory;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Collectors;

/**
 * Plays all scenarios and prints the scoreboard. Ends with status 0 when every goal is met, 1 when
 * one is missed, 2 when it was asked for something that it does not know.
 */
public final class Laboratory {

  private final Options options;
  private final Printout printout = new Printout(System.out);
  private final Accounts accounts = new Accounts();

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
    printout.setting(options.gateway().sentence(), options);
    List<Episode> played = new ArrayList<>();
    List<String> repeated = new ArrayList<>();
    for (Lane lane : playLanes()) {
      played.addAll(lane.played);
      repeated.addAll(lane.repeated);
    }
    Scoreboard score = Scoreboard.of(options.deadline(), played);
    printout.stories(played);
    played.forEach(printout::wrong);
    played.forEach(printout::otherStatus);
    played.forEach(episode -> printout.late(episode, options.deadline()));
    printout.scoreboard(score, played, repeated);
    if (options.json() != null) {
      Files.writeString(
          options.json(), Figures.json(score, played, repeated, options.gateway().sentence()));
    }
    return score.missed().isEmpty();
  }

  private List<Lane> playLanes() throws Exception {
    ReadWriteLock machine = new ReentrantReadWriteLock(true);
    List<Lane> lanes = new ArrayList<>();
    try (OtlpReceiver receiver = new OtlpReceiver(accounts)) {
      for (List<Scenario> scenarios : Scenarios.lanes()) {
        List<Scenario> wanted = scenarios.stream().filter(options::wants).toList();
        if (!wanted.isEmpty()) {
          Lane lane = new Lane(options, accounts, printout, machine, receiver.endpoint(), wanted);
          lanes.add(lane);
        }
      }
      try {
        inEach(lanes, Lane::play);
        Set<String> missed = missed(lanes);
        if (!missed.isEmpty() && options.agent() != null) {
          inEach(lanes, lane -> lane.repeat(missed));
        }
      } finally {
        inEach(lanes, Lane::close);
      }
    }
    return lanes;
  }

  /** The goals that all scenarios together miss. */
  private Set<String> missed(List<Lane> lanes) {
    List<Episode> played = lanes.stream().flatMap(lane -> lane.played.stream()).toList();
    return Scoreboard.of(options.deadline(), played).missed().stream()
        .map(Goal::name)
        .collect(Collectors.toSet());
  }

  /** Side by side. */
  private static void inEach(List<Lane> lanes, Part part) throws Exception {
    List<FutureTask<Void>> running = new ArrayList<>();
    for (Lane lane : lanes) {
      FutureTask<Void> task =
          new FutureTask<>(
              () -> {
                part.of(lane);
                return null;
              });
      running.add(task);
      new Thread(task, "lane").start();
    }
    for (FutureTask<Void> task : running) {
      task.get();
    }
  }

  private interface Part {
    void of(Lane lane) throws Exception;
  }
}
