package io.harbinger.library.server;

class Jetty94Test extends JettyContract {
  Jetty94Test() {
    super("jetty-9.4", false);
  }
}
