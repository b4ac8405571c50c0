package io.harbinger.transform;

import io.harbinger.log.Log;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What was woven, what was left alone and what failed, per library.
 *
 * <p>Written by whichever thread loads a class, read by any; the maps are concurrent and hold at
 * most {@link #MAX} entries.
 */
public final class Woven {
  private static final int MAX = 500;

  private final Map<String, AtomicInteger> classes = new ConcurrentHashMap<>();
  private final Map<String, String> leftAlone = new ConcurrentHashMap<>();
  private final Map<String, String> failures = new ConcurrentHashMap<>();
  private final Log log;

  public Woven(Log log) {
    this.log = log;
  }

  /** The libraries of which at least one class was woven, sorted. */
  public Set<String> libraries() {
    return new TreeSet<>(classes.keySet());
  }

  public int classes(String library) {
    AtomicInteger count = classes.get(library);
    return count == null ? 0 : count.get();
  }

  /** {@code library (jar)} and what is missing there. */
  public Map<String, String> leftAlone() {
    return leftAlone;
  }

  /** Class name and what went wrong with it. */
  public Map<String, String> failures() {
    return failures;
  }

  void letGo() {
    log.debug("Byte Buddy is let go until another class wants it");
  }

  public void done(String library, String className) {
    if (library.equals(SelfCheck.NAME)) {
      return;
    }
    classes.computeIfAbsent(library, name -> new AtomicInteger()).incrementAndGet();
    if (log.isDebug()) {
      log.debug("woven for " + library + ": " + className);
    }
  }

  /**
   * @param jar where the class came from, or null
   */
  public void leaveAlone(String library, String jar, String className, String missing) {
    String what = jar == null ? library : library + " (" + jar + ")";
    if (leftAlone.size() < MAX && leftAlone.putIfAbsent(what, missing) == null) {
      log.info(what + " is left alone: " + missing + " is missing, seen from " + className);
    }
  }

  void fail(String className, Throwable thrown) {
    if (failures.size() < MAX && failures.putIfAbsent(className, thrown.toString()) == null) {
      log.warn("weave:" + className, "could not weave " + className + ", left as it is", thrown);
    }
  }
}
