package io.harbinger.signal;

/**
 * How long the threads of this process were ready to run without a processor: the second number of
 * {@code /proc/self/task/<thread>/schedstat}, summed.
 *
 * <p>Read only while the processors are busy, else nobody waits for one; of very many threads a
 * part stands for all. To be read after {@link HostCpu}.
 */
final class RunDelay implements Signal {
  private static final double BUSY = 0.8;
  private static final int MOST = 256;

  private final ProcFile proc;
  private double busyTicks = -1;
  private double allTicks = -1;

  RunDelay(ProcFile proc) {
    this.proc = proc;
  }

  @Override
  public void read(Reading into) {
    double all = into.hostAllTicks - allTicks;
    boolean busy = allTicks >= 0 && all > 0 && into.hostBusyTicks - busyTicks >= BUSY * all;
    busyTicks = into.hostBusyTicks;
    allTicks = into.hostAllTicks;
    if (busy) {
      into.runDelayNanos = sum();
    }
  }

  private double sum() {
    String[] threads = proc.list("/proc/self/task");
    if (threads == null || threads.length == 0) {
      return -1;
    }
    int step = (threads.length + MOST - 1) / MOST;
    double sum = 0;
    int known = 0;
    for (String thread : threads) {
      boolean chosen = step == 1 || thread.hashCode() % step == 0;
      String text = chosen ? proc.readShort("/proc/self/task/" + thread + "/schedstat") : null;
      int second = text == null ? -1 : text.indexOf(' ');
      if (second > 0) {
        sum += ProcFile.number(text, second);
        known++;
      }
    }
    return known == 0 ? -1 : sum * threads.length / known;
  }
}
