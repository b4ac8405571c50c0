package io.harbinger.gateway;

import io.harbinger.log.Log;
import io.harbinger.timeline.HeaderStudy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds out which gateways stand in front, from the headers of some requests.
 *
 * <pre>
 *   one request in a tick ─► its signs ─► one vote for that chain; without a sign: none
 *   decided   at 8 votes with 0.8 of them for one chain, or at 40 votes with 0.6
 *   over      at 40 votes that do not agree, or after 2,000 requests
 * </pre>
 *
 * <p>It decides once, says so in one line, and never asks again. Health checks and calls from
 * inside carry no sign, so they do not vote. The watcher's thread alone uses it.
 */
public final class Recognition {
  private static final int ENOUGH = 8;
  private static final int MOST = 40;
  private static final int PATIENCE = 2_000;
  private static final int KINDS = 20;

  private final Map<String, String> written;
  private final Log log;
  private final Map<List<String>, Integer> votes = new LinkedHashMap<>();
  private final Set<String> seen = new TreeSet<>();
  private int cast;
  private int studied;
  private boolean over;

  /**
   * @param written fields that hold whatever the profile says
   */
  public Recognition(Map<String, String> written, Log log) {
    this.written = written;
    this.log = log;
  }

  /** The chain, at the moment in which it is decided; null before and after. */
  Chain tick(HeaderStudy study) {
    if (over) {
      return null;
    }
    HeaderStudy.Sample sample = study.take();
    Chain chain = sample == null ? null : vote(sample);
    if (!over) {
      study.want();
    }
    return chain;
  }

  private Chain vote(HeaderStudy.Sample sample) {
    List<String> kinds = new ArrayList<>();
    for (Sign sign : Sign.ALL) {
      if (sign.isOn(sample)) {
        if (!kinds.contains(sign.profile)) {
          kinds.add(sign.profile);
        }
        seen.add(sign.words);
      }
    }
    if (kinds.contains("istio")) {
      kinds.remove("envoy");
    }
    studied++;
    if (!kinds.isEmpty() && (votes.containsKey(kinds) || votes.size() < KINDS)) {
      votes.merge(kinds, 1, Integer::sum);
      cast++;
    }
    return decide();
  }

  private Chain decide() {
    List<String> leader = null;
    int most = 0;
    for (Map.Entry<List<String>, Integer> entry : votes.entrySet()) {
      if (entry.getValue() > most) {
        leader = entry.getKey();
        most = entry.getValue();
      }
    }
    if (cast >= ENOUGH && most >= (cast < MOST ? 0.8 : 0.6) * cast) {
      over = true;
      return chain(leader, most);
    }
    if (cast >= MOST) {
      over = true;
      log.info(
          "requests come through different gateways, so the profile stays; set"
              + " harbinger.gateway.profile to choose: "
              + votes.keySet());
    }
    over |= studied >= PATIENCE;
    return null;
  }

  private Chain chain(List<String> kinds, int most) {
    List<Profile> profiles = new ArrayList<>();
    for (String kind : kinds) {
      profiles.add(Profiles.named(kind, written));
    }
    Chain chain = new Chain(profiles);
    long limit = chain.strictest.deadlineMillis();
    log.info(
        "recognised the gateway "
            + String.join(" in front of ", kinds)
            + " in "
            + most
            + " of "
            + cast
            + " requests with a sign (by "
            + String.join(", ", seen)
            + "); "
            + (limit == 0 ? "no limit" : limit + " ms from " + chain.strictest.name)
            + "; harbinger.gateway.profile chooses another");
    return chain;
  }
}
