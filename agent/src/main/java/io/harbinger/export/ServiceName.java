package io.harbinger.export;

import java.util.function.UnaryOperator;

/**
 * What the service is called when nobody says so.
 *
 * <pre>
 *   spring.application.name, else shop-1.2.jar ─► shop-1.2, com.example.Shop ─► Shop
 * </pre>
 */
public final class ServiceName {
  private static final String UNKNOWN = "unknown_service:java";

  private ServiceName() {}

  /**
   * @param property looks a system property up
   * @param variable looks an environment variable up
   */
  public static String detect(UnaryOperator<String> property, UnaryOperator<String> variable) {
    String spring = property.apply("spring.application.name");
    if (spring == null) {
      spring = variable.apply("SPRING_APPLICATION_NAME");
    }
    return spring != null && !spring.trim().isEmpty()
        ? spring.trim()
        : ofCommand(property.apply("sun.java.command"));
  }

  private static String ofCommand(String command) {
    if (command == null || command.trim().isEmpty()) {
      return UNKNOWN;
    }
    String main = command.trim();
    int jar = main.indexOf(".jar");
    if (jar > 0 && (jar + 4 == main.length() || main.charAt(jar + 4) == ' ')) {
      String file = main.substring(0, jar).replace('\\', '/');
      return file.substring(file.lastIndexOf('/') + 1);
    }
    int space = main.indexOf(' ');
    String type = space < 0 ? main : main.substring(0, space);
    if (type.equals("org.apache.catalina.startup.Bootstrap")) {
      return "tomcat";
    }
    String afterModule = type.substring(type.lastIndexOf('/') + 1);
    String simple = afterModule.substring(afterModule.lastIndexOf('.') + 1);
    return simple.isEmpty() ? UNKNOWN : simple;
  }
}
