package io.harbinger.transform;

import java.lang.instrument.Instrumentation;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Names of classes that came while nobody wove, until somebody looks for the classes.
 *
 * <p>A class is noted just before it is defined, so who looks may be too early: each is looked for
 * {@link #LOOKS} times. Noted by any thread, taken by one.
 */
final class LateClasses {
  private static final int MOST = 2_000;
  private static final int LOOKS = 5;

  private final Queue<Late> noted = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();

  /**
   * Beyond a number, not at all: such a class stays as it is.
   *
   * @param name dotted
   */
  void note(ClassLoader loader, String name) {
    note(new Late(loader, name, LOOKS));
  }

  private void note(Late late) {
    if (size.incrementAndGet() > MOST) {
      size.decrementAndGet();
    } else {
      noted.add(late);
    }
  }

  boolean none() {
    return noted.isEmpty();
  }

  /** Those that are loaded by now. */
  List<Class<?>> take(Instrumentation jvm) {
    List<Class<?>> found = new ArrayList<>();
    Map<ClassLoader, Map<String, Class<?>>> loaded = new HashMap<>();
    for (int left = size.get(); left > 0; left--) {
      Late late = noted.poll();
      if (late == null) {
        break;
      }
      size.decrementAndGet();
      ClassLoader loader = late.loader == null ? null : late.loader.get();
      if (late.loader != null && loader == null) {
        continue;
      }
      Class<?> type = loaded.computeIfAbsent(loader, l -> definedBy(l, jvm)).get(late.name);
      if (type != null) {
        found.add(type);
      } else if (late.looks > 1) {
        note(new Late(loader, late.name, late.looks - 1));
      }
    }
    return found;
  }

  /** The loader is not asked for a class by its name, because that might load it. */
  private static Map<String, Class<?>> definedBy(ClassLoader loader, Instrumentation jvm) {
    Map<String, Class<?>> classes = new HashMap<>();
    for (Class<?> initiated : jvm.getInitiatedClasses(loader)) {
      if (initiated.getClassLoader() == loader) {
        classes.put(initiated.getName(), initiated);
      }
    }
    return classes;
  }

  private static final class Late {
    /** Null for the bootstrap loader; weak, because an application may be undeployed. */
    final WeakReference<ClassLoader> loader;

    final String name;
    final int looks;

    Late(ClassLoader loader, String name, int looks) {
      this.loader = loader == null ? null : new WeakReference<>(loader);
      this.name = name;
      this.looks = looks;
    }
  }
}
