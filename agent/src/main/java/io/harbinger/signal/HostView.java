package io.harbinger.signal;

import java.util.ArrayList;
import java.util.List;

/**
 * The host and the JVM over a stretch of time; a figure that could not be read is -1.
 *
 * <p>Rates are averages over the stretch, levels are the worst of it.
 */
public final class HostView {
  /**
   * Connections of this host, since its start, that were closed on this side while data came or was
   * unread: a counter.
   */
  public double abortedConnections = -1;

  /** The orderly stop that had begun by the end of the stretch; null without. */
  public JvmStop stop;

  // memory
  public long heapMaxBytes = -1;
  public long heapUsedBytes = -1;
  public long heapAfterGcBytes = -1;

  /** Of the old generation; -1 where there is none with a bound of its own. */
  public long oldMaxBytes = -1;

  public long oldAfterGcBytes = -1;

  /** Share of wall time spent in collections, 0–1. */
  public double gcShare = -1;

  public long gcCount = -1;
  public long containerMemoryBytes = -1;
  public long containerMemoryLimitBytes = -1;
  public long swapBytes = -1;
  public double majorFaultsPerSecond = -1;

  // cpu
  /** Processors that this process may use: the quota, else the host's. */
  public double cpuLimit = -1;

  /** Processors that this process used. */
  public double cpuUsed = -1;

  /** Share of the processors that this process may run on in use by anybody, 0–1. */
  public double hostCpuShare = -1;

  /** Share of the time that the hypervisor took away, 0–1. */
  public double stealShare = -1;

  /** Share of the quota's periods in which the container was throttled, 0–1. */
  public double throttledPeriodShare = -1;

  /** Seconds of throttling per second. */
  public double throttledShare = -1;

  /** Quota in processors; -1 without a quota. */
  public double cpuQuota = -1;

  /**
   * Seconds that runnable threads of this process waited for a processor, per second; of one thread
   * only, where the kernel does not tell it of all.
   */
  public double runDelay = -1;

  /**
   * Share of time in which some task waited for CPU or memory (pressure stall information), 0–1.
   */
  public double cpuPressure = -1;

  public double memoryPressure = -1;

  // how warm the JVM is
  /** Since its start, at the end of the stretch. */
  public long uptimeMillis = -1;

  /** Seconds that compiling took, per second. */
  public double compileShare = -1;

  public double classesLoadedPerSecond = -1;

  // other limits
  public long openDescriptors = -1;
  public long maxDescriptors = -1;
  public int threads = -1;

  /** Of each listening socket of this process the fullest moment. */
  public List<AcceptQueue> acceptQueues = new ArrayList<>();

  /** Outbound connections that nobody answered; filled by who looks at the connections. */
  public List<UnansweredConnect> unanswered = new ArrayList<>();

  /** Connections to them that the kernel dropped. */
  public double backlogDropsPerSecond = -1;
}
