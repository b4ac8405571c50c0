package io.harbinger.library.server;

class Jetty121Test extends JettyContract {
  Jetty121Test() {
    super("jetty-12.1", true);
  }
}
