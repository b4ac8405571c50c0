package io.harbinger.architecture;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * What inlined advice may contain, since it becomes part of the application's own classes.
 *
 * <pre>
 *   static nested class, static methods, suppress = Throwable.class on each
 *   no field but a constant String TARGET, no lambda, no string building
 *   of ours it mentions the bridge alone, so no helper method either
 * </pre>
 */
final class AdviceRules extends ClassVisitor {

  private static final String ENTER = Type.getDescriptor(Advice.OnMethodEnter.class);
  private static final String EXIT = Type.getDescriptor(Advice.OnMethodExit.class);

  private final List<String> broken = new ArrayList<>();
  private String name;
  private boolean isAdvice;
  private boolean isStaticNested;

  private AdviceRules() {
    super(OpenedClassReader.ASM_API);
  }

  /** Null when the class has no advice in it. */
  static List<String> brokenBy(ClassReader type) {
    AdviceRules rules = new AdviceRules();
    type.accept(rules, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    if (!rules.isAdvice) {
      return null;
    }
    if (!rules.isStaticNested) {
      rules.broken.add("is no static nested class");
    }
    return rules.broken.stream().map(what -> rules.name + " " + what).distinct().toList();
  }

  @Override
  public void visit(int v, int access, String name, String s, String parent, String[] interfaces) {
    this.name = name;
  }

  @Override
  public void visitInnerClass(String inner, String outer, String simpleName, int access) {
    isStaticNested |= inner.equals(name) && outer != null && (access & Opcodes.ACC_STATIC) != 0;
  }

  @Override
  public FieldVisitor visitField(int access, String field, String type, String s, Object value) {
    if (!field.equals("TARGET") || !(value instanceof String)) {
      broken.add("has a field " + field);
    }
    return null;
  }

  @Override
  public MethodVisitor visitMethod(int access, String method, String d, String s, String[] thrown) {
    if (method.equals("<init>")) {
      return null;
    }
    if ((access & Opcodes.ACC_STATIC) == 0) {
      broken.add("has an instance method " + method);
    }
    return new Body(method);
  }

  private final class Body extends MethodVisitor {
    private final String method;

    Body(String method) {
      super(OpenedClassReader.ASM_API);
      this.method = method;
    }

    @Override
    public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
      if (!descriptor.equals(ENTER) && !descriptor.equals(EXIT)) {
        return null;
      }
      isAdvice = true;
      return new Suppress();
    }

    @Override
    public void visitInvokeDynamicInsn(String n, String d, Handle bootstrap, Object... arguments) {
      broken.add("has a lambda or string + in " + method);
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String called, String d, boolean itf) {
      mention(owner);
      if (owner.equals("java/lang/StringBuilder") || called.equals("concat")) {
        broken.add("builds a string in " + method);
      }
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String field, String descriptor) {
      mention(owner);
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
      mention(type);
    }

    @Override
    public void visitLdcInsn(Object value) {
      if (value instanceof Type type) {
        mention(type.getInternalName());
      }
    }

    private void mention(String type) {
      boolean ours = type.startsWith("io/harbinger/") && !type.startsWith("io/harbinger/bridge/");
      if (ours || type.startsWith("net/bytebuddy/")) {
        broken.add("mentions " + type + " in " + method);
      }
    }

    private final class Suppress extends AnnotationVisitor {
      private Object suppressed;

      Suppress() {
        super(OpenedClassReader.ASM_API);
      }

      @Override
      public void visit(String key, Object value) {
        suppressed = key.equals("suppress") ? value : suppressed;
      }

      @Override
      public void visitEnd() {
        if (!Type.getType(Throwable.class).equals(suppressed)) {
          broken.add("does not suppress Throwable in " + method);
        }
      }
    }
  }
}
