package io.harbinger.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.cause.Finding;
import io.harbinger.export.Arrival;
import io.harbinger.export.ExitReports;
import io.harbinger.export.LastPost;
import io.harbinger.export.PreviousExit;
import io.harbinger.watch.KeptRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What arrived; answers as told, then well. */
final class Sent implements ExitReports {
  final List<Arrival> answers = Collections.synchronizedList(new ArrayList<>());
  final List<PreviousExit> exits = Collections.synchronizedList(new ArrayList<>());
  final List<KeptRequest> requests = Collections.synchronizedList(new ArrayList<>());

  /** What the application does meanwhile. */
  Runnable duringEvent = () -> {};

  Runnable duringSpans = () -> {};

  /** Null: there is none. */
  LastPost post;

  @Override
  public LastPost lastPost() {
    return post;
  }

  @Override
  public Arrival event(PreviousExit exit) {
    Finding finding = exit.finding;
    assertThat(finding.cause).isNotEmpty();
    exits.add(exit);
    duringEvent.run();
    return Arrival.ARRIVED;
  }

  @Override
  public Arrival spans(PreviousExit exit, List<KeptRequest> cut) {
    Arrival answer = answers.isEmpty() ? Arrival.ARRIVED : answers.remove(0);
    if (answer != Arrival.REFUSED) {
      requests.addAll(cut);
    }
    duringSpans.run();
    return answer;
  }

  List<Long> spanIds() {
    return requests.stream().map(kept -> kept.request.trace.spanId).sorted().toList();
  }
}
