package io.harbinger.library.server;

class Jetty100Test extends JettyContract {
  Jetty100Test() {
    super("jetty-10.0", false);
  }
}
