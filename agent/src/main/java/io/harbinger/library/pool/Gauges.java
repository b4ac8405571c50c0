package io.harbinger.library.pool;

import io.harbinger.bridge.PoolGauges;

/** The figures of one pool of connections or threads, one {@link Figure} each. */
public final class Gauges implements PoolGauges {
  public Figure max = Figure.UNKNOWN;
  public Figure min = Figure.UNKNOWN;
  public Figure active = Figure.UNKNOWN;
  public Figure idle = Figure.UNKNOWN;
  public Figure pending = Figure.UNKNOWN;
  Figure timeout = Figure.UNKNOWN;
  Figure leakDetection = Figure.UNKNOWN;

  /** The value of {@link #timeout} with which borrowers wait for ever. */
  long forEver;

  /** How users set these two, see {@link PoolGauges#timeoutSetting}. */
  String timeoutSetting;

  String leakDetectionSetting;

  private final String name;
  private final Figure state;
  private final int closed;

  /**
   * @param closed the value of {@code state} in a pool that is closed
   */
  public Gauges(String name, Figure state, int closed) {
    this.name = name;
    this.state = state;
    this.closed = closed;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int max() {
    return (int) max.read();
  }

  @Override
  public int min() {
    return (int) min.read();
  }

  @Override
  public int active() {
    return (int) active.read();
  }

  @Override
  public int idle() {
    return (int) idle.read();
  }

  @Override
  public int pending() {
    return (int) pending.read();
  }

  @Override
  public long timeoutMillis() {
    return !timeout.gone() && timeout.read() == forEver ? 0 : timeout.read();
  }

  @Override
  public String timeoutSetting() {
    return timeoutSetting;
  }

  @Override
  public long leakDetectionMillis() {
    return leakDetection.read();
  }

  @Override
  public String leakDetectionSetting() {
    return leakDetectionSetting;
  }

  @Override
  public boolean alive() {
    return !state.gone() && state.read() != closed;
  }
}
