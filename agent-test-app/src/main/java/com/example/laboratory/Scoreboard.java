package com.example.laboratory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Adds up episodes and compares the sums with the goals. */
final class Scoreboard {

  /** The shop goes on with a request whose visitor has left; its slow page takes 0.6 s. */
  private static final long STILL_AT_WORK_MILLIS = 1_000;

  final ConfusionMatrix causes = new ConfusionMatrix();

  /** Milliseconds by which warnings preceded the gateway's answer, for requests that hung. */
  final List<Long> leads = new ArrayList<>();

  final List<Outcome> falseAlarms = new ArrayList<>();
  int scenarios;
  int scenariosWithFailures;
  int visits;
  int failedByGateway;
  int failedWithTrace;
  int statusesClaimed;
  int statusesRight;
  int hung;
  int warnedInTime;

  /** Those of {@link #hung} that no worker thread had read in time for a warning of their own. */
  int hungUnread;

  /** Those of them that an announced condition warned of, counted in {@link #warnedInTime}, too. */
  int warnedByCondition;

  /** Failures that no worker thread ever read; they are in none of the counts above but hung. */
  int neverRead;

  /** Those of them that came while a condition of the process was announced. */
  int neverReadAnnounced;

  int healthy;
  int leftEarly;

  private final Duration deadline;

  static Scoreboard of(Duration deadline, List<Episode> episodes) {
    Scoreboard score = new Scoreboard(deadline);
    episodes.forEach(score::add);
    return score;
  }

  Scoreboard(Duration deadline) {
    this.deadline = deadline;
  }

  void add(Episode episode) {
    if (episode.skipped() != null) {
      return;
    }
    Scenario scenario = episode.scenario();
    if (!scenario.faults().isEmpty()) {
      scenarios++;
      scenariosWithFailures += episode.failed().isEmpty() ? 0 : 1;
    }
    for (Outcome outcome : episode.outcomes()) {
      visits++;
      boolean known = !outcome.failed() || !outcome.neverRead();
      if (!known) {
        neverRead++;
        neverReadAnnounced += outcome.duringACondition(episode.announced()) ? 1 : 0;
      }
      if (known && outcome.failed()) {
        causes.count(scenario.cause(), outcome.cause());
      }
      if (known && outcome.failedByGateway()) {
        failedByGateway++;
        failedWithTrace += outcome.tagged() ? 1 : 0;
      }
      if (outcome.claimedStatus() != null) {
        statusesClaimed++;
        statusesRight += outcome.claimedStatus() == outcome.line().status() ? 1 : 0;
      }
      if (scenario.warnable() && outcome.hung(deadline)) {
        countWarning(outcome, episode.announced());
      }
      long leftBehind = outcome.line().answeredAt() + STILL_AT_WORK_MILLIS;
      countFalseAlarm(outcome, !scenario.failsFromTheStart() && leftBehind < episode.injectedAt());
    }
  }

  private void countWarning(Outcome outcome, List<Announcement> announced) {
    hung++;
    if (outcome.lead() != null) {
      leads.add(outcome.lead());
    }
    boolean byCondition = outcome.warnedByCondition(deadline, announced);
    hungUnread += outcome.readInTime(deadline) ? 0 : 1;
    warnedByCondition += byCondition ? 1 : 0;
    warnedInTime += byCondition || outcome.warnedInTime(deadline) ? 1 : 0;
  }

  /**
   * Who leaves early while a fault is at work leaves a request behind that is in trouble, so only
   * who left long enough before counts.
   */
  private void countFalseAlarm(Outcome outcome, boolean beforeTheFault) {
    boolean fine = outcome.healthy(deadline);
    boolean left = beforeTheFault && outcome.leftEarly(deadline);
    healthy += fine ? 1 : 0;
    leftEarly += left ? 1 : 0;
    if ((fine || left) && outcome.tagged()) {
      falseAlarms.add(outcome);
    }
  }

  List<Goal> missed() {
    return goals().stream().filter(goal -> !goal.met()).toList();
  }

  List<Goal> goals() {
    return List.of(
        new Goal(
            "provoked",
            "scenarios that made requests fail",
            share(scenariosWithFailures, scenarios),
            1,
            scenarios),
        new Goal(
            "cause_right",
            "cause right, first place, over all injected faults",
            causes.rightPerInjected(),
            0.97,
            causes.total()),
        new Goal(
            "failures_tagged",
            "gateway failures (502/503/504, read by the shop) with a tagged trace",
            share(failedWithTrace, failedByGateway),
            1,
            failedByGateway),
        new Goal(
            "status_right",
            "harbinger.gateway.status equal to the gateway's log",
            share(statusesRight, statusesClaimed),
            0.99,
            statusesClaimed),
        new Goal(
            "warned_in_time",
            "requests that hang, warned at or before half of the deadline",
            share(warnedInTime, hung),
            0.99,
            hung),
        new Goal(
            "healthy_untagged",
            "healthy requests and early leavers without a tag",
            share(healthy + leftEarly - falseAlarms.size(), healthy + leftEarly),
            1,
            healthy + (long) leftEarly));
  }

  /**
   * The lead that this share of all warnings had at least, in milliseconds; null without warnings.
   */
  Long lead(double share) {
    List<Long> sorted = leads.stream().filter(Objects::nonNull).sorted().toList();
    return sorted.isEmpty()
        ? null
        : sorted.get((int) Math.min(sorted.size() - 1L, Math.round((1 - share) * sorted.size())));
  }

  private static double share(int part, int whole) {
    return whole == 0 ? Double.NaN : part / (double) whole;
  }
}
