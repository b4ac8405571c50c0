package io.harbinger.signal;

/**
 * How long the thread that notes stalls, and the JVM's own that stops all others for a while, were
 * ready to run without a processor: tells a process that got none from one that was stopped, in
 * which nobody is ready.
 *
 * <p>The JVM's own counts, too, because where it gets no processor to begin or end what it has
 * stopped the others for, these sleep.
 */
final class WatcherDelay implements Signal {
  private final ThreadRun watcher;
  private final ThreadRun virtualMachine;

  WatcherDelay(ProcFile proc) {
    watcher = new ThreadRun(proc);
    virtualMachine = new ThreadRun(proc);
  }

  /** To be called by the thread that notes stalls. */
  void mine() {
    watcher.mine();
    virtualMachine.named("VM Thread");
  }

  @Override
  public void read(Reading into) {
    double own = watcher.delayNanos();
    into.watcherDelayNanos = own < 0 ? -1 : own + Math.max(0, virtualMachine.delayNanos());
  }
}
