package io.harbinger.cause;

import io.harbinger.signal.UnansweredConnect;
import io.harbinger.timeline.LaneView;
import io.harbinger.timeline.SegmentView;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A firewall on the way out drops what the application sends, or the system forbids it.
 *
 * <pre>
 *   share = (own calls, connects and waits for the pool's connects to a target that does not answer
 *              at all) / elapsed
 *           while at least two hosts do not answer: neither accepted nor refused, the kernel asks again
 *           1 where the visitor got the system's own refusal (EPERM, EACCES), which is proof
 * </pre>
 *
 * <p>One silent host alone may be down: then it is a third party, or the database. A target is told
 * by its port, and by its address where the application names one: names are not looked up. Tries
 * that are given up within a second are not seen, because the kernel has not asked again by then.
 */
final class OutboundBlocked implements Cause {
  private static final int SEVERAL = 2;
  private static final String[] FORBIDDEN = {"Operation not permitted", "Permission denied"};
  private static final String[] CONNECTING = {
    "NioSocketImpl.connect",
    "PlainSocketImpl.",
    "SocketImpl.socketConnect",
    "Net.connect",
    "finishConnect",
    "SocketChannelImpl.connect",
  };

  @Override
  public String value() {
    return "firewall.outbound_blocked";
  }

  @Override
  public int level() {
    return 4;
  }

  @Override
  public Finding look(Evidence evidence) {
    SegmentView forbidden = forbidden(evidence);
    double share = forbidden == null ? share(evidence) : 1;
    if (share <= 0) {
      return null;
    }
    Charge charge = new Charge(this, evidence);
    if (forbidden != null) {
      charge.share(1).sure(Confidence.CERTAIN).detail(target(forbidden.detail));
      charge.because(
          "The system itself forbids the connection to "
              + target(forbidden.detail)
              + ": "
              + forbidden.failure.message
              + ".");
    } else {
      charge.byShare(share).detail(names(evidence.host.unanswered));
      charge.because(sentence(evidence.host.unanswered));
      charge.tells(evidence.blame().most(Doing.CALL, Doing.CONNECT, Doing.NETWORK));
    }
    return charge.remedy(
        "Allow these targets on the way out: network policy, security group, iptables or nftables"
            + " OUTPUT, egress gateway, proxy settings; and give connects a time limit of 1–2 s, so that"
            + " visitors get an answer meanwhile.");
  }

  /** Whether it explains what this request waits for; then nobody out there is to blame. */
  static boolean explains(Evidence evidence) {
    return forbidden(evidence) != null || share(evidence) > 0;
  }

  private static double share(Evidence evidence) {
    List<UnansweredConnect> silent = evidence.host.unanswered;
    if (hosts(silent).size() < SEVERAL) {
      return 0;
    }
    Blame blame = evidence.blame();
    long sum = 0;
    for (Portion portion : blame.portions) {
      boolean out =
          portion.doing == Doing.CALL
              ? among(silent, portion.detail)
              : portion.doing == Doing.CONNECT
                  ? databaseAmong(silent, evidence)
                  : portion.doing == Doing.NETWORK && connecting(portion.sample);
      sum += out ? portion.nanos() : 0;
    }
    return Math.min(1, sum / (double) blame.elapsed);
  }

  /** {@code shop.example:443}, {@code 192.0.2.1:80}. */
  private static boolean among(List<UnansweredConnect> silent, String target) {
    int colon = target == null ? -1 : target.lastIndexOf(':');
    if (colon < 0) {
      return false;
    }
    String host = target.substring(0, colon);
    String port = target.substring(colon + 1);
    boolean literal = host.matches("[0-9.]+");
    for (UnansweredConnect one : silent) {
      if (port.equals("" + one.port) && (!literal || host.equals(one.address))) {
        return true;
      }
    }
    return false;
  }

  private static boolean databaseAmong(List<UnansweredConnect> silent, Evidence evidence) {
    for (DatabaseView.Connect connect : evidence.database.connects) {
      if (among(silent, target(connect.url))) {
        return true;
      }
    }
    return false;
  }

  private static boolean connecting(Sample sample) {
    for (String frame : CONNECTING) {
      if (sample != null && sample.stack.contains(frame)) {
        return true;
      }
    }
    return false;
  }

  /** What the system refused by its own rules, and the visitor got. */
  private static SegmentView forbidden(Evidence evidence) {
    if (!Failed.of(evidence).decisive) {
      return null;
    }
    for (LaneView lane : evidence.request.lanes) {
      for (SegmentView segment : lane.segments) {
        Doing doing = Doing.of(segment.kind, segment.detail);
        boolean out = doing == Doing.CALL || doing == Doing.CONNECT;
        String said = segment.failure == null ? null : segment.failure.message;
        for (String words : FORBIDDEN) {
          if (out && said != null && said.contains(words)) {
            return segment;
          }
        }
      }
    }
    return null;
  }

  /** {@code db:5432} of {@code connect jdbc:postgresql://db:5432/shop}. */
  private static String target(String detail) {
    int from = detail.indexOf("//");
    String rest = from < 0 ? detail : detail.substring(from + 2);
    int slash = rest.indexOf('/');
    return slash < 0 ? rest : rest.substring(0, slash);
  }

  private static Set<String> hosts(List<UnansweredConnect> silent) {
    Set<String> hosts = new TreeSet<>();
    silent.forEach(one -> hosts.add(one.address));
    return hosts;
  }

  private static String names(List<UnansweredConnect> silent) {
    Set<String> names = new TreeSet<>();
    silent.forEach(one -> names.add(one.toString()));
    return Words.cut(String.join(", ", names), 120);
  }

  private static String sentence(List<UnansweredConnect> silent) {
    int most = 0;
    for (UnansweredConnect one : silent) {
      most = Math.max(most, one.retries);
    }
    return "Nobody answers at "
        + names(silent)
        + ": "
        + hosts(silent).size()
        + " hosts neither accept nor refuse, though the kernel has asked again, up to "
        + (most == 1 ? "once" : most + " times")
        + ".";
  }
}
