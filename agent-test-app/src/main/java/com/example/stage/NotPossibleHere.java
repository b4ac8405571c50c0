package com.example.stage;

import java.io.IOException;

/** This machine does not let us do what a fault needs; the message says why. */
public final class NotPossibleHere extends IOException {

  private static final long serialVersionUID = 1L;

  public NotPossibleHere(String why) {
    super(why);
  }
}
