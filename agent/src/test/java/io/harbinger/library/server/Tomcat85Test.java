package io.harbinger.library.server;

class Tomcat85Test extends TomcatContract {
  Tomcat85Test() {
    super("tomcat-8.5", false);
  }
}
