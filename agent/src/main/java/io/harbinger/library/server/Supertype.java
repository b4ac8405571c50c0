package io.harbinger.library.server;

/** A library's class by its name, because each application brings its own. */
final class Supertype {
  private Supertype() {}

  /** The class of that name among the object's own and its parents; null: none is. */
  static Class<?> of(Object object, String name) {
    Class<?> type = object.getClass();
    while (type != null && !type.getName().equals(name)) {
      type = type.getSuperclass();
    }
    return type;
  }
}
