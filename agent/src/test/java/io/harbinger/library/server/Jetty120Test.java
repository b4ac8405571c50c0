package io.harbinger.library.server;

class Jetty120Test extends JettyContract {
  Jetty120Test() {
    super("jetty-12.0", true);
  }
}
