package io.harbinger.weave;

import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * An advice that was compiled against one version of its library, for a version in which some
 * classes have become interfaces.
 *
 * <pre>
 *   invokevirtual HttpURI.getPath()  ─►  invokeinterface HttpURI.getPath()
 * </pre>
 */
final class InterfaceCalls extends ClassVisitor {
  private final Set<String> interfaces;

  private InterfaceCalls(Set<String> interfaces, ClassWriter writer) {
    super(OpenedClassReader.ASM_API, writer);
    this.interfaces = interfaces;
  }

  /**
   * @param interfaces by their dotted names
   */
  static byte[] to(Set<String> interfaces, byte[] advice) {
    ClassReader reader = OpenedClassReader.of(advice);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(new InterfaceCalls(interfaces, writer), 0);
    return writer.toByteArray();
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    return new MethodVisitor(
        OpenedClassReader.ASM_API,
        super.visitMethod(access, name, descriptor, signature, exceptions)) {
      @Override
      public void visitMethodInsn(
          int opcode, String owner, String called, String type, boolean isInterface) {
        boolean became =
            opcode == Opcodes.INVOKEVIRTUAL
                && interfaces.contains(Type.getObjectType(owner).getClassName());
        super.visitMethodInsn(
            became ? Opcodes.INVOKEINTERFACE : opcode, owner, called, type, became || isInterface);
      }
    };
  }
}
