package io.harbinger.timeline;

/** Decides at the end of each request whether it is kept, and takes those that are. */
public interface RequestEnd {
  /** Called on the request's thread for every request: must neither wait nor allocate. */
  boolean keeps(Timeline ended, int status, boolean failed);

  /**
   * Called once for each kept request, on its thread or on the sweeper's.
   *
   * @param silentNanos how long the caller heard nothing before the response began
   * @param attachment what {@link Timeline#attach} left there, or null
   */
  void take(RequestView view, Object attachment, long silentNanos);
}
