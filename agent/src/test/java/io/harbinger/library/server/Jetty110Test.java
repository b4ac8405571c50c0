package io.harbinger.library.server;

class Jetty110Test extends JettyContract {
  Jetty110Test() {
    super("jetty-11.0", true);
  }
}
