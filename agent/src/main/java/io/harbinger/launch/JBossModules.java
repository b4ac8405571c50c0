package io.harbinger.launch;

/**
 * Lets the modules of JBoss Modules, and so of WildFly, see the bridge: of the bootstrap loader
 * they see only what a property names, which JBoss Modules reads when it starts.
 */
final class JBossModules {
  private static final String PROPERTY = "jboss.modules.system.pkgs";
  private static final String BRIDGE = "io.harbinger.bridge";

  private JBossModules() {}

  /** Only where {@code jboss-modules.jar} starts the process; others never see the property. */
  static void admitBridge() {
    if (System.getProperty("java.class.path", "").contains("jboss-modules")) {
      System.setProperty(PROPERTY, with(System.getProperty(PROPERTY)));
    }
  }

  static String with(String others) {
    return others == null || others.isEmpty() ? BRIDGE : others + "," + BRIDGE;
  }
}
