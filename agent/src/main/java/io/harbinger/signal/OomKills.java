package io.harbinger.signal;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How often the kernel's out-of-memory killer struck: {@code memory.events} (version 2), {@code
 * memory.oom_control} (version 1), {@code /proc/vmstat} (the whole host).
 *
 * <p>Version 2 counts in all ancestors too, version 1 in the victim's own group alone. A group that
 * was made anew under the same name counts from 0 and has another inode.
 */
public final class OomKills {
  private static final int ANCESTORS = 4;

  private final File root;
  private final ProcFile proc;
  private final Cgroup cgroup;

  /**
   * @param root {@code /}, or a folder with recorded {@code proc} and {@code sys}
   */
  public OomKills(File root) {
    this.root = root;
    this.proc = new ProcFile(root);
    this.cgroup = new Cgroup(proc);
  }

  /** The memory groups of this process that count kills, innermost first. */
  public List<String> folders() {
    List<String> counting = new ArrayList<>();
    for (String folder : cgroup.unified()) {
      if (counting.size() < ANCESTORS && ofGroup(folder) >= 0) {
        counting.add(folder);
      }
    }
    for (String folder : cgroup.controller("memory")) {
      if (counting.isEmpty() && ofGroup(folder) >= 0) {
        counting.add(folder);
      }
    }
    return Collections.unmodifiableList(counting);
  }

  /** -1 where it cannot be read. */
  public long ofGroup(String folder) {
    String events = proc.read(folder + "/memory.events");
    String text = events != null ? events : proc.read(folder + "/memory.oom_control");
    return (long) ProcFile.valueOf(text, "oom_kill ");
  }

  /** The most that this group ever used, -1 where it cannot be read. */
  public long peakBytes(String folder) {
    double unified = proc.number(folder + "/memory.peak");
    return (long) (unified >= 0 ? unified : proc.number(folder + "/memory.max_usage_in_bytes"));
  }

  /** Tells a group from another one of the same name; -1 where it cannot be read. */
  public long inode(String folder) {
    try {
      return ((Number) Files.getAttribute(new File(root, folder).toPath(), "unix:ino")).longValue();
    } catch (IOException | RuntimeException gone) {
      return -1;
    }
  }

  /** -1 where it cannot be read. */
  public long ofHost() {
    return (long) ProcFile.valueOf(proc.read("/proc/vmstat"), "oom_kill ");
  }

  /** Share of the host's memory that is available, 0–1; -1 where it cannot be read. */
  public double hostAvailable() {
    String text = proc.read("/proc/meminfo");
    double total = ProcFile.valueOf(text, "MemTotal:");
    double available = ProcFile.valueOf(text, "MemAvailable:");
    return total > 0 && available >= 0 ? available / total : -1;
  }
}
