package io.harbinger.gateway;

/** What became of the request at the gateway; {@link #label} is public. */
public enum Outcome {
  ANSWERED("answered"),
  GAVE_UP("gave_up"),
  CLIENT_LEFT("client_left"),
  RESET("reset"),
  PROCESS_DIED("process_died"),
  REFUSED_RESPONSE("refused_response");

  public final String label;

  Outcome(String label) {
    this.label = label;
  }
}
