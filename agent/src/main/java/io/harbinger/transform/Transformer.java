package io.harbinger.transform;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The one transformer: has the libraries' classes woven as they are loaded, and those that already
 * were.
 *
 * <pre>
 *   every class loaded ─► {@link Names}: a hash lookup, nearly always "no"
 *                            └─► {@link Workshop} open: {@link Weaving}, on the spot
 *                                        let go: {@link LateClasses}, woven a little later by our own thread
 *   loaded before us   ─► one retransformation; if that fails, one for each class
 * </pre>
 *
 * <p>Not Byte Buddy's AgentBuilder, because that parses before it can reject and generates a class
 * at start.
 */
public final class Transformer implements ClassFileTransformer {
  private final Instrumentation jvm;
  private final Workshop workshop;
  private final Names names;
  private final Woven woven;
  private final long idleNanos;
  private final LateClasses late = new LateClasses();
  private final ClassLoader ownLoader = Transformer.class.getClassLoader();

  /** Written by who tends; the thread is the only one that weaves late. */
  private Thread lateWeaver;

  /**
   * Set while this thread weaves: what it loads meanwhile is not woven, so that it comes to an end.
   */
  private final ThreadLocal<Boolean> weaving = new ThreadLocal<>();

  private Transformer(
      Instrumentation jvm, Workshop workshop, Names names, Woven woven, long idleNanos) {
    this.jvm = jvm;
    this.workshop = workshop;
    this.names = names;
    this.woven = woven;
    this.idleNanos = idleNanos;
  }

  /**
   * Takes part in loading from now on; {@link #open} is to follow at once, on another thread.
   *
   * @param maker gives a new one each time
   * @param idleNanos how long after the last class the weaving is kept; 0: for ever
   */
  public static Transformer start(
      Instrumentation jvm,
      Catalogue catalogue,
      Supplier<Weaving> maker,
      Woven woven,
      List<String> excludedPrefixes,
      LongSupplier nanoTime,
      long idleNanos) {
    Names names = new Names(catalogue.exactNames, catalogue.supertypesByHint, excludedPrefixes);
    Transformer transformer =
        new Transformer(jvm, new Workshop(maker, nanoTime), names, woven, idleNanos);
    // once before it counts, because the first use loads classes
    transformer.transform(null, "java/lang/Object", null, null, new byte[0]);
    // can retransform, because classes of the JDK are loaded before any agent
    jvm.addTransformer(transformer, true);
    return transformer;
  }

  /** What the application's first thread loads meanwhile waits for it. */
  public void open() {
    Boolean before = weaving.get();
    weaving.set(Boolean.TRUE);
    try {
      workshop.open();
    } finally {
      weaving.set(before);
    }
  }

  /** From now on nothing more is woven; what was, stays, and calls a bridge that may be silent. */
  public void stop() {
    jvm.removeTransformer(this);
  }

  /** What was loaded before the start. */
  public void weaveLoaded() {
    weaveAgain(Arrays.asList(jvm.getAllLoadedClasses()));
  }

  private void weaveAgain(List<Class<?>> candidates) {
    List<Class<?>> found = new ArrayList<>();
    for (Class<?> loaded : candidates) {
      if (isWanted(loaded)) {
        found.add(loaded);
      }
    }
    if (found.isEmpty()) {
      return;
    }
    open();
    try {
      jvm.retransformClasses(found.toArray(new Class<?>[0]));
    } catch (Throwable inOneOfThem) {
      // one class that another agent has spoilt must not cost us the others
      for (Class<?> one : found) {
        try {
          jvm.retransformClasses(one);
        } catch (Throwable t) {
          woven.fail(one.getName(), t);
        }
      }
    }
  }

  private boolean isWanted(Class<?> loaded) {
    return !loaded.isArray()
        && !loaded.isPrimitive()
        && loaded.getClassLoader() != ownLoader
        && names.want(loaded)
        && jvm.isModifiableClass(loaded);
  }

  /**
   * Lets the weaving go when no class has come for a while, and sees to those that came since. To
   * be called now and then, not from a request's thread; does next to nothing itself.
   */
  public void tend() {
    if (!late.none() && (lateWeaver == null || !lateWeaver.isAlive())) {
      lateWeaver = new Thread(null, this::weaveLate, "harbinger-weave");
      lateWeaver.setDaemon(true);
      lateWeaver.start();
    } else if (idleNanos > 0 && workshop.letGoAfter(idleNanos)) {
      woven.letGo();
    }
  }

  private void weaveLate() {
    try {
      weaveAgain(late.take(jvm));
    } catch (Throwable odd) {
      woven.fail("classes that came late", odd);
    }
  }

  @Override
  public byte[] transform(
      ClassLoader loader,
      String name,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] classFile) {
    // null: some JVMs hand in classes without a name
    if (name == null || !names.worthParsing(name) || loader == ownLoader) {
      return null;
    }
    if (weaving.get() != null) {
      return null;
    }
    weaving.set(Boolean.TRUE);
    String dotted = name.replace('/', '.');
    try {
      Weaving open = workshop.atHand();
      if (open == null) {
        late.note(loader, dotted);
        return null;
      }
      return open.weave(dotted, names.hinted(name), loader, jar(domain), classFile);
    } catch (Throwable t) {
      woven.fail(dotted, t);
      return null;
    } finally {
      weaving.remove();
    }
  }

  /**
   * {@code tomcat-embed-core-9.0.1.jar}, which nearly always tells the version; null if unknown.
   */
  private static String jar(ProtectionDomain domain) {
    CodeSource source = domain == null ? null : domain.getCodeSource();
    URL location = source == null ? null : source.getLocation();
    if (location == null) {
      return null;
    }
    String path = location.getPath();
    int end = path.endsWith("!/") ? path.length() - 2 : path.length();
    return path.substring(path.lastIndexOf('/', end - 1) + 1, end);
  }
}
