package io.harbinger.launch;

/** The jar cannot be opened again, or is not whole, as after a broken download or copy. */
final class UnreadableJar implements ReasonNotToStart {
  private final AgentJar jar;

  UnreadableJar(AgentJar jar) {
    this.jar = jar;
  }

  @Override
  public String sentence() {
    return jar.failure == null
        ? null
        : "not started, cannot read "
            + jar.file
            + " ("
            + jar.failure
            + "): put a whole harbinger.jar there, readable for this process";
  }
}
