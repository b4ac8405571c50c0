package io.harbinger.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One row of the rooms table: what classes of a room may mention, beside the JDK and their own
 * room.
 *
 * <p>A row may only name rooms of rows above it, so that no arrow runs up and there is no circle.
 *
 * @param imports rooms, or single classes as {@code bridge.Kind}
 * @param thirdParty package prefixes, internal form, that this room may touch
 */
record Room(String name, List<String> imports, List<String> thirdParty) {

  private static final String OURS = "io/harbinger/";
  private static final List<String> JDK =
      List.of(
          "java/",
          "javax/crypto/",
          "javax/management/",
          "javax/naming/",
          "javax/net/",
          "javax/security/",
          "javax/sql/",
          "com/sun/management/",
          "com/sun/net/httpserver/",
          "sun/misc/",
          "jdk/jfr/");

  private static final List<String> BYTE_BUDDY = List.of("net/bytebuddy/");
  private static final List<String> LISTENING =
      List.of(
          "net/bytebuddy/",
          "com/alibaba/druid/",
          "com/zaxxer/hikari/",
          "javax/servlet/",
          "jakarta/servlet/",
          "javax/ws/rs/",
          "jakarta/ws/rs/",
          "io/undertow/",
          "okhttp3/",
          "org/apache/catalina/",
          "org/apache/coyote/",
          "org/apache/hc/",
          "org/apache/http/",
          "org/apache/tomcat/",
          "org/eclipse/jetty/",
          "org/glassfish/jersey/",
          "org/jboss/resteasy/",
          "org/springframework/",
          "org/xnio/");

  static final List<Room> TABLE =
      List.of(
          room("launch"),
          room("bridge"),
          room("config"),
          room("log"),
          room("transform", "bridge", "log"),
          new Room("weave", List.of("transform", "bridge", "log"), BYTE_BUDDY),
          new Room("timeline", List.of("bridge", "log"), List.of("org/HdrHistogram/")),
          room("signal", "log"),
          room("gateway", "timeline", "signal", "log"),
          new Room("library", List.of("weave", "bridge"), LISTENING),
          room("cause", "timeline", "signal", "gateway", "bridge.Kind"),
          room("watch", "cause", "timeline", "signal", "gateway", "bridge", "log"),
          new Room(
              "export",
              List.of("watch", "cause", "timeline", "signal", "gateway", "bridge", "log"),
              List.of("io/opentelemetry/")),
          room(
              "blackbox",
              "export",
              "watch",
              "cause",
              "timeline",
              "signal",
              "gateway",
              "bridge.Kind",
              "log"));

  static Room room(String name, String... imports) {
    return new Room(name, List.of(imports), List.of());
  }

  /** Empty for the classes that wire the rooms, which belong to none. */
  static Optional<String> nameOf(String internalName) {
    String rest = internalName.substring(OURS.length());
    int slash = rest.indexOf('/');
    return slash < 0 ? Optional.empty() : Optional.of(rest.substring(0, slash));
  }

  boolean allows(String mentioned) {
    if (mentioned.startsWith(OURS)) {
      String room = nameOf(mentioned).orElse("");
      String single = mentioned.substring(OURS.length()).replace('/', '.');
      return room.equals(name) || imports.contains(room) || imports.contains(single);
    }
    List<String> outside = new ArrayList<>(JDK);
    outside.addAll(thirdParty);
    return outside.stream().anyMatch(mentioned::startsWith);
  }
}
