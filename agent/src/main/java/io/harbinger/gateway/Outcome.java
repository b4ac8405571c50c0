package io.harbinger.gateway;

/** What became of the request at the gateway; {@link #label} is public. */
public enum Outcome {
  /** The visitor got what the application answered. */
  ANSWERED("answered"),
  /** The gateway waited as long as it may, then answered by itself. */
  GAVE_UP("gave_up"),
  /** The gateway's own client went first; nobody's failure. */
  CLIENT_LEFT("client_left"),
  /** This process ended the connection before the response was complete. */
  RESET("reset"),
  /** The process ended while the request was running. */
  PROCESS_DIED("process_died"),
  /** The response came, and the gateway did not take it: its header is too large or wrong. */
  REFUSED_RESPONSE("refused_response");

  public final String label;

  Outcome(String label) {
    this.label = label;
  }
}
