package io.harbinger.library.server;

class Tomcat90Test extends TomcatContract {
  Tomcat90Test() {
    super("tomcat-9.0", false);
  }
}
