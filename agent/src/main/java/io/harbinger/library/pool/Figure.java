package io.harbinger.library.pool;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Collection;

/**
 * One figure of a library's object, which it holds weakly; a truth is 1 or 0, and what is gone or
 * cannot be read is -1.
 *
 * <p>Read through a handle, because each application may bring its own version of the library.
 */
public final class Figure {
  public static final Figure UNKNOWN = new Figure(null, null);

  private static final MethodType SIZE = MethodType.methodType(int.class);
  private static final MethodType READ = MethodType.methodType(long.class, Object.class);

  private final WeakReference<Object> object;
  private final MethodHandle read;

  private Figure(Object object, MethodHandle read) {
    this.object = new WeakReference<>(object);
    this.read = read;
  }

  /** What a public method without parameters returns. */
  public static Figure method(Object object, String name) throws ReflectiveOperationException {
    Method method = object.getClass().getMethod(name);
    method.setAccessible(true); // because the class itself may not be public
    return figure(object, MethodHandles.lookup().unreflect(method));
  }

  /** The size of the collection that such a method returns. */
  public static Figure size(Object object, String name) throws ReflectiveOperationException {
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    MethodHandle collection = lookup.unreflect(object.getClass().getMethod(name));
    return figure(
        object,
        MethodHandles.filterReturnValue(
            collection.asType(collection.type().changeReturnType(Collection.class)),
            lookup.findVirtual(Collection.class, "size", SIZE)));
  }

  /** A field of any kind, of its class or of one above. */
  static Figure field(Object object, String name) throws ReflectiveOperationException {
    Class<?> type = object.getClass();
    while (type != null) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          field.setAccessible(true);
          return figure(object, MethodHandles.lookup().unreflectGetter(field));
        }
      }
      type = type.getSuperclass();
    }
    throw new NoSuchFieldException(name);
  }

  private static Figure figure(Object object, MethodHandle read) {
    return new Figure(object, MethodHandles.explicitCastArguments(read, READ));
  }

  public boolean gone() {
    return object.get() == null;
  }

  public long read() {
    Object from = object.get();
    try {
      return from == null ? -1 : (long) read.invokeExact(from);
    } catch (Throwable unreadable) {
      return -1;
    }
  }
}
