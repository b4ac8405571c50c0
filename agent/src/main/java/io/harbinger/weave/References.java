package io.harbinger.weave;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.description.ByteCodeElement;
import net.bytebuddy.description.type.TypeDefinition;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * The library types, methods and fields that an advice's bytecode refers to, and whether the class
 * it is about to be inlined into can link to all of them.
 *
 * <pre>
 *   advice class file ──ASM──► { Request, Request.getNote(I)Object, ActionCode.X } ──► type pool of the target's loader
 * </pre>
 *
 * <p>Does not see types that appear in an annotation of the advice only, such as the name of a
 * field: those make Byte Buddy fail, which has the same end.
 */
final class References {
  /**
   * Each once, in the order of the bytecode. No linked set, because walking one would teach the JIT
   * a second kind of {@code HashSet.iterator}, and the application's would stay on the heap.
   */
  private final List<Reference> needed = new ArrayList<>();

  /** Owners of methods that are called as an interface's, which a class of that name is not. */
  private final Set<String> interfaces = new HashSet<>();

  /** Owners of methods that are called as a class's. */
  private final Set<String> classes = new HashSet<>();

  static final class Cache {
    private final Map<String, References> byAdvice = new ConcurrentHashMap<>();
    private final ClassFileLocator adviceFiles;

    Cache(ClassFileLocator adviceFiles) {
      this.adviceFiles = adviceFiles;
    }

    References of(String advice) throws IOException {
      References known = byAdvice.get(advice);
      if (known == null) {
        known = new References(adviceFiles.locate(advice).resolve());
        byAdvice.put(advice, known);
      }
      return known;
    }
  }

  References(byte[] adviceClassFile) {
    ClassReader reader = OpenedClassReader.of(adviceClassFile);
    String self = reader.getClassName();
    reader.accept(
        new ClassVisitor(OpenedClassReader.ASM_API) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            addTypesOf(descriptor);
            return new Collector(self);
          }
        },
        ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
  }

  /** The first thing that {@code target} cannot link to, as a person would write it, or null. */
  String missing(TypeDescription target, TypePool pool) {
    for (Reference reference : needed) {
      if (!reference.linksFrom(target, pool)) {
        return reference.toString();
      }
      if (interfaces.contains(reference.owner)
          && !pool.describe(reference.owner).resolve().isInterface()) {
        return "interface " + reference.owner;
      }
    }
    return null;
  }

  /** What the advice takes for a class, and in the target's version of the library is none. */
  Set<String> becameInterfaces(TypePool pool) {
    Set<String> became = new HashSet<>();
    for (String name : classes) {
      if (pool.describe(name).resolve().isInterface()) {
        became.add(name);
      }
    }
    return became;
  }

  /** Then the advice means the same whatever loader its target has. */
  boolean none() {
    return needed.isEmpty();
  }

  private void addTypesOf(String methodDescriptor) {
    for (Type type : Type.getArgumentTypes(methodDescriptor)) {
      add(type, null, null);
    }
    add(Type.getReturnType(methodDescriptor), null, null);
  }

  private void add(Type owner, String member, String descriptor) {
    Type element = owner.getSort() == Type.ARRAY ? owner.getElementType() : owner;
    if (element.getSort() != Type.OBJECT) {
      return;
    }
    if (isLibrarys(element.getInternalName())) {
      Reference reference = new Reference(element.getClassName(), member, descriptor);
      if (!needed.contains(reference)) {
        needed.add(reference);
      }
    }
  }

  private static boolean isLibrarys(String name) {
    return !name.startsWith("java/")
        && !name.startsWith("io/harbinger/bridge/")
        && !name.startsWith("[");
  }

  private final class Collector extends MethodVisitor {
    private final String self;

    Collector(String self) {
      super(OpenedClassReader.ASM_API);
      this.self = self;
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
      add(Type.getObjectType(type), null, null);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      if (!owner.equals(self)) {
        add(Type.getObjectType(owner), name, descriptor);
      }
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      if (!owner.equals(self)) {
        add(Type.getObjectType(owner), name, descriptor);
        if (isInterface) {
          interfaces.add(Type.getObjectType(owner).getClassName());
        } else if (opcode == Opcodes.INVOKEVIRTUAL && isLibrarys(owner)) {
          classes.add(Type.getObjectType(owner).getClassName());
        }
      }
    }

    @Override
    public void visitLdcInsn(Object value) {
      if (value instanceof Type && ((Type) value).getSort() != Type.METHOD) {
        add((Type) value, null, null);
      }
    }
  }

  private static final class Reference {
    final String owner;

    /** Null: the type itself is meant. */
    final String member;

    final String descriptor;

    Reference(String owner, String member, String descriptor) {
      this.owner = owner;
      this.member = member;
      this.descriptor = descriptor;
    }

    boolean linksFrom(TypeDescription target, TypePool pool) {
      try {
        TypeDescription type = pool.describe(owner).resolve();
        // because a lazily resolved type exists on paper until it is asked for more than its name
        type.getModifiers();
        if (!type.isVisibleTo(target)) {
          return false;
        }
        return member == null || found(type, target);
      } catch (TypePool.Resolution.NoSuchTypeException e) {
        return false;
      }
    }

    private boolean found(TypeDefinition type, TypeDescription target) {
      if (type == null) {
        return false;
      }
      Iterable<? extends ByteCodeElement.Member> members =
          descriptor.startsWith("(")
              ? type.asErasure().getDeclaredMethods()
              : type.asErasure().getDeclaredFields();
      for (ByteCodeElement.Member candidate : members) {
        if (candidate.getInternalName().equals(member)
            && candidate.getDescriptor().equals(descriptor)) {
          return candidate.isAccessibleTo(target) || candidate.isVisibleTo(target);
        }
      }
      for (TypeDefinition parent : type.getInterfaces()) {
        if (found(parent, target)) {
          return true;
        }
      }
      return found(type.getSuperClass(), target);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Reference && other.toString().equals(toString());
    }

    @Override
    public int hashCode() {
      return toString().hashCode();
    }

    @Override
    public String toString() {
      return member == null
          ? owner
          : owner + "." + member + (descriptor.startsWith("(") ? "" : " ") + descriptor;
    }
  }
}
