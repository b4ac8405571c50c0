package io.harbinger.library.server;

class Tomcat101Test extends TomcatContract {
  Tomcat101Test() {
    super("tomcat-10.1", true);
  }
}
