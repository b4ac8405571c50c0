package io.harbinger.signal;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * Open file descriptors; counted on every tenth call only, because counting them lists a folder.
 *
 * <p>That none is left is told by our own attempts to open a file, at once and exactly; counting
 * would need a descriptor, too.
 */
final class Descriptors implements Signal {
  private static final int EVERY = 10;

  private final ProcFile proc;
  private final Object system = ManagementFactory.getOperatingSystemMXBean();
  private int calls;
  private long open = -1;
  private long max = -1;

  Descriptors(ProcFile proc) {
    this.proc = proc;
  }

  @Override
  public void read(Reading into) {
    if (proc.noDescriptorLeft()) {
      open = max;
      calls = 0; // so that the next call counts
    } else if (calls++ % EVERY == 0) {
      count();
    }
    into.openDescriptors = open;
    into.maxDescriptors = max;
  }

  private void count() {
    if (system instanceof UnixOperatingSystemMXBean) {
      try {
        max = ((UnixOperatingSystemMXBean) system).getMaxFileDescriptorCount();
        open = ((UnixOperatingSystemMXBean) system).getOpenFileDescriptorCount();
      } catch (InternalError noneLeft) {
        open = max;
        calls = 0;
      }
    }
  }
}
