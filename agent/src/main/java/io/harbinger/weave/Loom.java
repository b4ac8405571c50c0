package io.harbinger.weave;

import io.harbinger.transform.Weaving;
import io.harbinger.transform.Woven;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.type.TypeDefinition;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.TypeInitializer;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.auxiliary.AuxiliaryType;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * Inlines advice into one class file, with Byte Buddy.
 *
 * <pre>
 *   class file ─► strands whose supertype fits ─► whose methods exist ─► whose references link ─► new class file
 * </pre>
 *
 * <p>Adds no member, changes no signature, loads no class of the application: everything is read
 * from class files that the target's loader finds. Used by many threads, keeps nothing but a cache.
 */
public final class Loom implements Weaving {
  /** Advice needs no class beside the one that it goes into. */
  private static final AuxiliaryType.NamingStrategy NO_HELPERS = null;

  /** By the name of its class; what names types of the JDK alone is read once. */
  private final Map<String, Advice> common = new ConcurrentHashMap<>();

  private final ClassFileLocator ownFiles;
  private final TypePool ownTypes;
  private final ClassFileLocator adviceFiles;
  private final References.Cache references;
  private final Strands strands;
  private final Woven woven;

  public Loom(List<Instrumentation> libraries, Woven woven) {
    ClassLoader adviceLoader = Loom.class.getClassLoader();
    List<Instrumentation> all = new ArrayList<>(libraries);
    all.add(new SelfCheckWeave());
    this.strands = new Strands(all);
    this.ownFiles = ClassFileLocator.ForClassLoader.of(adviceLoader);
    this.ownTypes = pool(ownFiles);
    this.adviceFiles = new OwnFiles(ownFiles);
    this.references = new References.Cache(adviceFiles);
    this.woven = woven;
  }

  @Override
  public byte[] weave(String name, boolean hinted, ClassLoader loader, String jar, byte[] classFile)
      throws IOException {
    return weave(name, loader, jar, classFile, strands.of(name, hinted));
  }

  byte[] weave(String name, ClassLoader loader, String jar, byte[] classFile, List<Strand> strands)
      throws IOException {
    if (strands.stream().allMatch(s -> s.weave.supertype != null) && hasNoParents(classFile)) {
      return null;
    }
    ClassFileLocator locator =
        new ClassFileLocator.Compound(
            // first, because other agents may have changed what the loader has on disk
            ClassFileLocator.Simple.of(name, classFile),
            adviceFiles,
            loader == null
                ? ClassFileLocator.ForClassLoader.ofBootLoader()
                : ClassFileLocator.ForClassLoader.of(loader));
    TypePool pool = pool(locator);
    TypeDescription type = pool.describe(name).resolve();

    List<Weave.Advised> fitting = new ArrayList<>();
    Map<String, String> missingByLibrary = new LinkedHashMap<>();
    List<String> libraries = new ArrayList<>();
    for (Strand strand : strands) {
      if (strand.weave.supertype != null && !isBelow(type, strand.weave.supertype)) {
        continue;
      }
      List<Weave.Advised> matching = matching(strand.weave, type);
      if (matching.isEmpty()) {
        continue;
      }
      String missing = firstMissing(matching, type, pool);
      if (missing != null) {
        missingByLibrary.putIfAbsent(strand.library, missing);
        continue;
      }
      fitting.addAll(matching);
      if (!libraries.contains(strand.library)) {
        libraries.add(strand.library);
      }
    }
    // a library may list variants for its versions: only when none of them fits, it is news
    for (Map.Entry<String, String> missing : missingByLibrary.entrySet()) {
      if (!libraries.contains(missing.getKey())) {
        woven.leaveAlone(missing.getKey(), jar, name, missing.getValue());
      }
    }
    if (fitting.isEmpty()) {
      return null;
    }
    byte[] result = inline(fitting, type, pool, locator, classFile);
    for (String library : libraries) {
      woven.done(library, name);
    }
    return result;
  }

  /**
   * Without Byte Buddy's builder of types, whose work is to add and to check members: a loaded
   * class may get none, and bytes that the JVM accepted are not ours to judge.
   */
  private byte[] inline(
      List<Weave.Advised> fitting,
      TypeDescription type,
      TypePool pool,
      ClassFileLocator locator,
      byte[] classFile)
      throws IOException {
    ClassReader reader = OpenedClassReader.of(classFile);
    ClassWriter writer = new ClassWriter(reader, AsmVisitorWrapper.NO_FLAGS);
    ClassFileVersion version = ClassFileVersion.ofClassFile(classFile);
    Implementation.Context context =
        Implementation.Context.Disabled.Factory.INSTANCE.make(
            type,
            NO_HELPERS,
            TypeInitializer.None.INSTANCE,
            version,
            version,
            version.isAtLeast(ClassFileVersion.JAVA_V6)
                ? Implementation.Context.FrameGeneration.GENERATE
                : Implementation.Context.FrameGeneration.DISABLED);
    ClassVisitor visitor = writer;
    for (Weave.Advised advised : fitting) {
      visitor =
          advice(advised.advice.getName(), pool, locator)
              .on(advised.methods)
              .wrap(
                  type,
                  visitor,
                  context,
                  pool,
                  type.getDeclaredFields(),
                  type.getDeclaredMethods(),
                  AsmVisitorWrapper.NO_FLAGS,
                  AsmVisitorWrapper.NO_FLAGS);
    }
    reader.accept(visitor, AsmVisitorWrapper.NO_FLAGS);
    return writer.toByteArray();
  }

  private Advice advice(String name, TypePool pool, ClassFileLocator locator) throws IOException {
    if (!references.of(name).none()) {
      // described from its class file, because the types in its signature are not in our loader
      Set<String> interfaces = references.of(name).becameInterfaces(pool);
      ClassFileLocator files =
          interfaces.isEmpty()
              ? locator
              : ClassFileLocator.Simple.of(
                  name, InterfaceCalls.to(interfaces, adviceFiles.locate(name).resolve()));
      return Advice.to(pool.describe(name).resolve(), files);
    }
    Advice known = common.get(name);
    if (known == null) {
      known = Advice.to(ownTypes.describe(name).resolve(), ownFiles);
      common.put(name, known);
    }
    return known;
  }

  /** Lazily, because a method's signature may name types that the application does not have. */
  private static TypePool pool(ClassFileLocator locator) {
    return new TypePool.Default.WithLazyResolution(
        new TypePool.CacheProvider.Simple(), locator, TypePool.Default.ReaderMode.FAST);
  }

  private String firstMissing(List<Weave.Advised> matching, TypeDescription type, TypePool pool)
      throws IOException {
    for (Weave.Advised advised : matching) {
      String missing = references.of(advised.advice.getName()).missing(type, pool);
      if (missing != null) {
        return missing;
      }
    }
    return null;
  }

  private static List<Weave.Advised> matching(Weave weave, TypeDescription type) {
    List<Weave.Advised> matching = new ArrayList<>();
    for (Weave.Advised advised : weave.advised) {
      boolean found =
          type.getDeclaredMethods().stream()
              .anyMatch(
                  method ->
                      !method.isAbstract()
                          && !method.isNative()
                          && advised.methods.matches(method));
      if (found) {
        matching.add(advised);
      }
    }
    return matching;
  }

  /** Saves the type pool for the many classes that have a hint in their name and no parents. */
  private static boolean hasNoParents(byte[] classFile) {
    ClassReader reader = OpenedClassReader.of(classFile);
    return "java/lang/Object".equals(reader.getSuperName()) && reader.getInterfaces().length == 0;
  }

  private static boolean isBelow(TypeDefinition type, String supertype) {
    if (type == null) {
      return false;
    }
    try {
      for (TypeDefinition parent : type.getInterfaces()) {
        if (parent.getTypeName().equals(supertype) || isBelow(parent.asErasure(), supertype)) {
          return true;
        }
      }
      TypeDefinition parent = type.getSuperClass();
      return parent != null
          && (parent.asErasure().getName().equals(supertype)
              || isBelow(parent.asErasure(), supertype));
    } catch (TypePool.Resolution.NoSuchTypeException e) {
      return false;
    }
  }

  /** Our advice and Byte Buddy's annotations from our loader; the application's files from its. */
  private static final class OwnFiles implements ClassFileLocator {
    private final ClassFileLocator own;

    OwnFiles(ClassFileLocator own) {
      this.own = own;
    }

    @Override
    public Resolution locate(String name) throws IOException {
      return name.startsWith("io.harbinger.") || name.startsWith("net.bytebuddy.")
          ? own.locate(name)
          : new Resolution.Illegal(name);
    }

    @Override
    public void close() {}
  }
}
