package io.harbinger.weave;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.jar.JarFile;

/**
 * A small agent for tests: the bridge on the bootstrap path, the rest isolated, and a recorder that
 * prints. Its argument is the bridge's jar and then the isolated class path.
 */
public final class StubAgent {
  private StubAgent() {}

  public static void premain(String paths, java.lang.instrument.Instrumentation jvm)
      throws Exception {
    String[] files = paths.split(File.pathSeparator);
    jvm.appendToBootstrapClassLoaderSearch(new JarFile(files[0]));
    URL[] isolated = new URL[files.length - 1];
    for (int i = 0; i < isolated.length; i++) {
      isolated[i] = new File(files[i + 1]).toURI().toURL();
    }
    ClassLoader platform = ClassLoader.getSystemClassLoader().getParent();
    new URLClassLoader(isolated, platform)
        .loadClass("io.harbinger.weave.StubCore")
        .getMethod("start", java.lang.instrument.Instrumentation.class)
        .invoke(null, jvm);
  }
}
