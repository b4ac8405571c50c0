package io.harbinger.library.server;

class Tomcat110Test extends TomcatContract {
  Tomcat110Test() {
    super("tomcat-11.0", true);
  }
}
