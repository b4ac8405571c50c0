package com.example.laboratory;

import java.util.List;

/**
 * A scenario as it went.
 *
 * @param outcomes every visit from the calm before the fault to the calm after it
 * @param announced what the agent said of the whole shop
 * @param injectedAt milliseconds since 1970 when the fault began
 * @param skipped why it could not be played on this machine, else null
 */
record Episode(
    Scenario scenario,
    List<Outcome> outcomes,
    List<Announcement> announced,
    long injectedAt,
    String skipped) {

  static Episode skipped(Scenario scenario, String why) {
    return new Episode(scenario, List.of(), List.of(), 0, why);
  }

  List<Outcome> failed() {
    return outcomes.stream().filter(Outcome::failed).toList();
  }
}
