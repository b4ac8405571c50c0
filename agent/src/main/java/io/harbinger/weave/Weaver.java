package io.harbinger.weave;

import io.harbinger.log.Log;
import java.lang.instrument.ClassFileTransformer;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;

/**
 * The one transformer: weaves the libraries' classes as they are loaded, and those that already
 * were.
 *
 * <pre>
 *   every class loaded ─► {@link Names}: a hash lookup, nearly always "no" ─► {@link Loom}: Byte Buddy
 *   loaded before us   ─► one retransformation; if that fails, one for each class
 * </pre>
 *
 * <p>Not Byte Buddy's AgentBuilder, because that parses before it can reject and generates a class
 * at start.
 */
public final class Weaver implements ClassFileTransformer {
  private final java.lang.instrument.Instrumentation jvm;
  private final Names names;
  private final Loom loom;
  private final Woven woven;
  private final SelfCheck selfCheck = new SelfCheck();
  private final ClassLoader ownLoader = Weaver.class.getClassLoader();

  /**
   * Set while this thread weaves: what it loads meanwhile is not woven, so that it comes to an end.
   */
  private final ThreadLocal<Boolean> weaving = new ThreadLocal<>();

  private Weaver(
      java.lang.instrument.Instrumentation jvm,
      List<Instrumentation> libraries,
      List<String> excludedPrefixes,
      Log log) {
    this.jvm = jvm;
    List<Instrumentation> all = new ArrayList<>(libraries);
    all.add(selfCheck);
    this.names = new Names(all, excludedPrefixes);
    this.woven = new Woven(log);
    this.loom = new Loom(ownLoader, woven);
  }

  /** Weaves from now on; call {@link #weaveLoaded} for what is there already. */
  public static Weaver start(
      java.lang.instrument.Instrumentation jvm,
      List<Instrumentation> libraries,
      List<String> excludedPrefixes,
      Log log) {
    Weaver weaver = new Weaver(jvm, libraries, excludedPrefixes, log);
    // once before it counts, because the first use loads classes
    weaver.transform(null, "java/lang/Object", null, null, new byte[0]);
    // can retransform, because classes of the JDK are loaded before any agent
    jvm.addTransformer(weaver, true);
    return weaver;
  }

  /**
   * Null when woven code reaches the bridge, else why not; then {@link #stop} and step aside. To be
   * asked before the core listens.
   */
  public String selfCheck() {
    return selfCheck.failure();
  }

  public Woven woven() {
    return woven;
  }

  /** From now on nothing more is woven; what was, stays, and calls a bridge that may be silent. */
  public void stop() {
    jvm.removeTransformer(this);
  }

  public void weaveLoaded() {
    List<Class<?>> found = new ArrayList<>();
    for (Class<?> loaded : jvm.getAllLoadedClasses()) {
      if (isWanted(loaded)) {
        found.add(loaded);
      }
    }
    if (found.isEmpty()) {
      return;
    }
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
    if (loaded.isArray() || loaded.isPrimitive() || loaded.getClassLoader() == ownLoader) {
      return false;
    }
    for (Strand strand : names.strands(loaded.getName().replace('.', '/'))) {
      if (strand.weave.supertype == null || isBelow(loaded, strand.weave.supertype)) {
        return jvm.isModifiableClass(loaded);
      }
    }
    return false;
  }

  private static boolean isBelow(Class<?> type, String supertype) {
    if (type == null) {
      return false;
    }
    for (Class<?> parent : type.getInterfaces()) {
      if (parent.getName().equals(supertype) || isBelow(parent, supertype)) {
        return true;
      }
    }
    Class<?> parent = type.getSuperclass();
    return parent != null && (parent.getName().equals(supertype) || isBelow(parent, supertype));
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
      return loom.weave(dotted, loader, jar(domain), classFile, names.strands(name));
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
