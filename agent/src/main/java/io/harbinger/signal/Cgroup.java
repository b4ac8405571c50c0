package io.harbinger.signal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where this process's control groups lie, version 1 or 2, from {@code /proc/self/cgroup} and
 * {@code /proc/self/mountinfo}.
 *
 * <pre>
 *   cgroup:    4:cpu,cpuacct:/web/shop        0::/web/shop
 *   mountinfo: … /  /sys/fs/cgroup/cpu … - cgroup … cpu,cpuacct
 *   result:    /sys/fs/cgroup/cpu/web/shop, /sys/fs/cgroup/cpu/web, /sys/fs/cgroup/cpu
 * </pre>
 *
 * <p>Limits may sit on any ancestor, so all are given, innermost first. The mounts are read again
 * when the process was moved to another group.
 */
final class Cgroup {
  private final ProcFile proc;

  /** {@code /proc/self/cgroup} as it was when {@link #known} was found out. */
  private String groups;

  /** By controller. */
  private final Map<String, List<String>> known = new HashMap<>();

  Cgroup(ProcFile proc) {
    this.proc = proc;
  }

  /** Folders of the unified hierarchy; empty where there is none. */
  List<String> unified() {
    return folders("", "cgroup2");
  }

  /** Folders of a version 1 controller such as {@code cpu}; empty where there is none. */
  List<String> controller(String name) {
    return folders(name, "cgroup");
  }

  private synchronized List<String> folders(String controller, String type) {
    String now = proc.read("/proc/self/cgroup");
    if (now == null) {
      return Collections.emptyList();
    }
    if (!now.equals(groups)) {
      groups = now;
      known.clear();
    }
    return known.computeIfAbsent(controller, name -> find(name, type));
  }

  private List<String> find(String controller, String type) {
    String path = ownPath(controller);
    String[] mount = path == null ? null : mount(controller, type);
    if (mount == null) {
      return Collections.emptyList();
    }
    String root = mount[0];
    // a container sees its own group as the root of the mount
    String inside =
        path.startsWith(root) && !root.equals("/") ? path.substring(root.length()) : path;
    List<String> folders = new ArrayList<>();
    String folder = inside.equals("/") ? "" : inside;
    if (!proc.exists(mount[1] + folder)) {
      folder = "";
    }
    while (true) {
      folders.add(mount[1] + folder);
      if (folder.isEmpty()) {
        return folders;
      }
      folder = folder.substring(0, Math.max(0, folder.lastIndexOf('/')));
    }
  }

  private String ownPath(String controller) {
    for (String line : groups.split("\n")) {
      String[] parts = line.split(":", 3);
      if (parts.length == 3 && hasController(parts[1], controller)) {
        return parts[2];
      }
    }
    return null;
  }

  /** Root of the mount inside its hierarchy, and the mount point. */
  private String[] mount(String controller, String type) {
    String text = proc.read("/proc/self/mountinfo");
    if (text == null) {
      return null;
    }
    for (String line : text.split("\n")) {
      int dash = line.indexOf(" - ");
      String[] left = dash < 0 ? new String[0] : line.substring(0, dash).split(" ");
      String[] right = dash < 0 ? new String[0] : line.substring(dash + 3).split(" ");
      boolean fits =
          left.length > 4
              && right.length > 2
              && right[0].equals(type)
              && (controller.isEmpty() || hasController(right[2], controller));
      if (fits) {
        return new String[] {left[3], left[4]};
      }
    }
    return null;
  }

  private static boolean hasController(String list, String controller) {
    return controller.isEmpty()
        ? list.isEmpty()
        : ("," + list + ",").contains("," + controller + ",");
  }
}
