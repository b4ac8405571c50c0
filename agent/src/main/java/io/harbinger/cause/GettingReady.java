package io.harbinger.cause;

/**
 * Tells from a stack that a thread does what is done once: load and initialise classes, create
 * beans, start a servlet, open a pool.
 *
 * <p>Work that belongs to the start, but was left to the first request that needs it.
 */
public final class GettingReady {
  private static final String[][] SIGNS = {
    {".<clinit>(", "initialising classes"},
    {"com.zaxxer.hikari.pool.HikariPool.<init>", "opening a connection pool"},
    {"StandardWrapper.initServlet", "starting a servlet"},
    {"StandardWrapper.loadServlet", "starting a servlet"},
    {"StandardWrapper.allocate", "starting a servlet"},
    {"ServletHolder.initServlet", "starting a servlet"},
    {"AbstractAutowireCapableBeanFactory.createBean", "creating beans"},
    {"DefaultSingletonBeanRegistry.getSingleton", "creating beans"},
    {"SessionFactoryBuilderImpl.build", "building the persistence unit"},
    {"ClassLoader.loadClass", "loading classes"},
    {"WebappClassLoaderBase.loadClass", "loading classes"},
    {"java.lang.invoke.MethodHandleNatives.link", "linking classes"},
  };

  /** What it is, or null. */
  static String of(String stack) {
    String[] sign = sign(stack);
    return sign == null ? null : sign[1];
  }

  /** The frame that tells, or null. */
  public static String frame(String stack) {
    String[] sign = sign(stack);
    if (sign == null) {
      return null;
    }
    int at = stack.indexOf(sign[0]);
    int end = stack.indexOf('\n', at);
    return stack.substring(stack.lastIndexOf('\n', at) + 1, end < 0 ? stack.length() : end);
  }

  private static String[] sign(String stack) {
    for (String[] sign : SIGNS) {
      if (stack != null && stack.contains(sign[0])) {
        return sign;
      }
    }
    return null;
  }

  private GettingReady() {}
}
