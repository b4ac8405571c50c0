package io.harbinger.timeline;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Now and then all headers of one request, for whoever wants to know what stands in front.
 *
 * <pre>
 *   reader: want() ─► request's thread: begin() … add() … done() ─► reader: take()
 * </pre>
 *
 * <p>While nobody wants one, it costs a request one read of {@link #wanted}. Two requests that
 * begin at once both fill a sample, and the later one is taken.
 */
public final class HeaderStudy {
  private static final int MAX_HEADERS = 100;
  private static final int MAX_VALUE = 200;

  /** Set by the reader, reset by the request's thread that answers. */
  private volatile boolean wanted;

  /** Put by that thread, taken by the reader. */
  private volatile Sample ready;

  /** What one request brought; of its thread alone until it is done. */
  public static final class Sample {
    /** By lower-case name; the last of several. */
    public final Map<String, String> headers = new LinkedHashMap<>();

    /** {@code HTTP/1.1}. */
    public String protocol = "";
  }

  public void want() {
    wanted = true;
  }

  /** The sample that has come since {@link #want}, once; else null. */
  public Sample take() {
    Sample sample = ready;
    if (sample != null) {
      ready = null;
    }
    return sample;
  }

  /** Null: nobody wants to know. */
  Sample begin() {
    if (!wanted) {
      return null;
    }
    wanted = false;
    return new Sample();
  }

  void add(Sample sample, String name, String value) {
    if (sample.headers.size() < MAX_HEADERS) {
      String text = value == null ? "" : value;
      sample.headers.put(
          name.toLowerCase(Locale.ROOT), text.substring(0, Math.min(MAX_VALUE, text.length())));
    }
  }

  void done(Sample sample, String protocol) {
    sample.protocol = protocol == null ? "" : protocol;
    ready = sample;
  }
}
