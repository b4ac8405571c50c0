package io.harbinger.signal;

import java.io.File;

/**
 * One thread of this process as the kernel sees it: whether it is ready to run, how long it ran,
 * how long it waited for a processor; from {@code /proc/self/task/17/stat} and {@code schedstat}.
 */
public final class ThreadRun {
  private final ProcFile proc;

  /** Null until the thread has said which one it is, and where the system does not tell. */
  private volatile String folder;

  /**
   * @param root {@code /}
   */
  public ThreadRun(File root) {
    this(new ProcFile(root));
  }

  ThreadRun(ProcFile proc) {
    this.proc = proc;
  }

  /** To be called by the thread itself. */
  public void mine() {
    String self = proc.link("/proc/thread-self"); // 4711/task/4730
    int task = self == null ? -1 : self.indexOf("/task/");
    folder = task < 0 ? null : "/proc/self" + self.substring(task);
  }

  /** Finds it by the name that the kernel has of it. */
  void named(String name) {
    String[] threads = proc.list("/proc/self/task");
    for (int i = 0; threads != null && folder == null && i < threads.length; i++) {
      String candidate = "/proc/self/task/" + threads[i];
      String comm = proc.readShort(candidate + "/comm");
      folder = comm != null && comm.trim().equals(name) ? candidate : null;
    }
  }

  /** It runs, or would if it had a processor. */
  public boolean ready() {
    String stat = folder == null ? null : proc.readShort(folder + "/stat");
    int name = stat == null ? -1 : stat.lastIndexOf(") ");
    return name >= 0 && stat.startsWith("R", name + 2);
  }

  /** Time on a processor; -1 where it is not known. */
  public double runNanos() {
    String schedstat = schedstat();
    return schedstat == null ? -1 : ProcFile.number(schedstat, 0);
  }

  /** Time ready, without a processor, as far as it has ended; -1 where it is not known. */
  public double delayNanos() {
    String schedstat = schedstat();
    int delay = schedstat == null ? -1 : schedstat.indexOf(' ');
    return delay < 0 ? -1 : ProcFile.number(schedstat, delay);
  }

  private String schedstat() {
    return folder == null ? null : proc.readShort(folder + "/schedstat");
  }
}
