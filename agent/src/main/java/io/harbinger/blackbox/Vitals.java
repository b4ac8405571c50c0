package io.harbinger.blackbox;

import io.harbinger.signal.Host;
import io.harbinger.signal.HostView;
import io.harbinger.signal.OomKills;
import io.harbinger.watch.Condition;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The process's vital signs once a second, as {@link Lines} in two places in turn, so that one is
 * always whole. All but the conditions belongs to the watch thread.
 */
final class Vitals {
  private static final int MOST_CONDITIONS = 8;
  private static final int LONGEST = 200;

  private final ByteBuffer box;
  private final Host host;
  private final OomKills kills;
  private final BoxSettings settings;

  /** Conditions that hold, by their resource; guarded by itself. */
  private final Map<String, String> conditions = new LinkedHashMap<>();

  private long serial;

  Vitals(ByteBuffer box, Host host, OomKills kills, BoxSettings settings) {
    this.box = box;
    this.host = host;
    this.kills = kills;
    this.settings = settings;
  }

  void condition(Condition change) {
    String sentence = change.cause + ": " + change.sentence;
    String cut = sentence.length() > LONGEST ? sentence.substring(0, LONGEST) : sentence;
    synchronized (conditions) {
      conditions.remove(change.resource);
      if (change.started && conditions.size() < MOST_CONDITIONS) {
        conditions.put(change.resource, cut);
      }
    }
  }

  private List<String> conditions() {
    synchronized (conditions) {
      return new ArrayList<>(conditions.values());
    }
  }

  void write(int open) {
    HostView now = host.now();
    Lines lines =
        new Lines()
            .put("open", open)
            .put("heap_max", now.heapMaxBytes)
            .put("heap_used", now.heapUsedBytes)
            .put("heap_after_gc", now.heapAfterGcBytes)
            .put("memory", now.containerMemoryBytes)
            .put("memory_limit", now.containerMemoryLimitBytes)
            .put("swap", now.swapBytes)
            .put("cpu_used", now.cpuUsed)
            .put("cpu_limit", now.cpuLimit)
            .put("throttled", now.throttledShare)
            .put("threads", now.threads)
            .put("host_kills", kills.ofHost())
            .put("host_available", kills.hostAvailable());
    GatewayFacts.add(lines, settings.profile.get(), settings.deadline.get());
    int i = 0;
    for (String folder : kills.folders()) {
      lines.put("group" + i, kills.ofGroup(folder) + " " + kills.inode(folder) + " " + folder);
      i++;
    }
    List<String> sentences = conditions();
    for (int j = 0; j < sentences.size(); j++) {
      lines.put("condition" + j, sentences.get(j));
    }
    serial++;
    int place = BoxFormat.VITALS + (int) (serial & 1) * BoxFormat.VITALS_BYTES;
    TextArea.write(box, place, BoxFormat.VITALS_BYTES, serial, lines.toString());
  }

  /** The newest that is whole; empty before the first. */
  static Lines read(ByteBuffer box) {
    String newest = "";
    long serial = -1;
    for (int i = 0; i < 2; i++) {
      int place = BoxFormat.VITALS + i * BoxFormat.VITALS_BYTES;
      String text = TextArea.read(box, place, BoxFormat.VITALS_BYTES);
      if (text != null && TextArea.serial(box, place) > serial) {
        newest = text;
        serial = TextArea.serial(box, place);
      }
    }
    return Lines.parse(newest);
  }
}
