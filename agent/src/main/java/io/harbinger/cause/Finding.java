package io.harbinger.cause;

import io.harbinger.timeline.TraceContext;
import java.util.List;

/** One cause with what it explains and what proves it. */
public final class Finding {
  public final String cause;
  public final int level;
  public final Confidence confidence;

  /** Share of the request's elapsed time that it explains, 0–1. */
  public final double share;

  /**
   * Which one: SQL summary, pool, lock class, host:port, route, limit; null if there is no choice.
   */
  public final String detail;

  /** Who held what the request waited for, and what he was doing; null if nobody. */
  public final String culprit;

  /** The culprit's trace, or null. */
  public final TraceContext culpritTrace;

  /** Short sentences with numbers. */
  public final List<String> evidence;

  public final String remedy;

  public Finding(
      String cause,
      int level,
      Confidence confidence,
      double share,
      String detail,
      String culprit,
      TraceContext culpritTrace,
      List<String> evidence,
      String remedy) {
    this.cause = cause;
    this.level = level;
    this.confidence = confidence;
    this.share = share;
    this.detail = detail;
    this.culprit = culprit;
    this.culpritTrace = culpritTrace;
    this.evidence = evidence;
    this.remedy = remedy;
  }

  /** The same with other sentences. */
  public Finding with(List<String> sentences) {
    return new Finding(
        cause, level, confidence, share, detail, culprit, culpritTrace, sentences, remedy);
  }
}
