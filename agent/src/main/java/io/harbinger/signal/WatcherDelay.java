package io.harbinger.signal;

/**
 * How long the thread that notes stalls was ready to run without a processor: tells a process that
 * got none from one that was stopped, which is not ready.
 */
final class WatcherDelay implements Signal {
  private final ProcFile proc;

  /** {@code /proc/self/task/17/schedstat}; null until that thread has said which one it is. */
  private volatile String path;

  WatcherDelay(ProcFile proc) {
    this.proc = proc;
  }

  /** To be called by the thread itself. */
  void mine() {
    String self = proc.link("/proc/thread-self"); // 4711/task/4730
    int task = self == null ? -1 : self.indexOf("/task/");
    path = task < 0 ? null : "/proc/self" + self.substring(task) + "/schedstat";
  }

  @Override
  public void read(Reading into) {
    String text = path == null ? null : proc.readShort(path);
    int delay = text == null ? -1 : text.indexOf(' ');
    into.watcherDelayNanos = delay < 0 ? -1 : ProcFile.number(text, delay);
  }
}
