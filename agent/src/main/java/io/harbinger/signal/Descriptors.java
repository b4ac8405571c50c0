package io.harbinger.signal;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Open file descriptors; read on every tenth call only, because counting them lists a folder. */
final class Descriptors implements Signal {
  private static final int EVERY = 10;

  private final Object system = ManagementFactory.getOperatingSystemMXBean();
  private int calls;
  private long open = -1;
  private long max = -1;

  @Override
  public void read(Reading into) {
    if (calls++ % EVERY == 0 && system instanceof UnixOperatingSystemMXBean) {
      open = ((UnixOperatingSystemMXBean) system).getOpenFileDescriptorCount();
      max = ((UnixOperatingSystemMXBean) system).getMaxFileDescriptorCount();
    }
    into.openDescriptors = open;
    into.maxDescriptors = max;
  }
}
