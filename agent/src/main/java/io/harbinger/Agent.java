package io.harbinger;

import java.io.File;
import java.lang.instrument.Instrumentation;

/** Wires the rooms and starts them. */
public final class Agent {

  private Agent() {}

  public static void start(String args, Instrumentation instrumentation, File jar) {
    System.err.println("harbinger: started");
  }
}
