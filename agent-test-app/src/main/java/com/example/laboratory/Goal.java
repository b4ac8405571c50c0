package com.example.laboratory;

/**
 * A figure of the scoreboard and what it has to be.
 *
 * @param value NaN where there was nothing to measure
 */
record Goal(String name, String sentence, double value, double atLeast, long cases) {

  boolean met() {
    return Double.isNaN(value) || value >= atLeast;
  }
}
