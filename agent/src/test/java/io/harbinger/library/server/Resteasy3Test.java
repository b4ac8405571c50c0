package io.harbinger.library.server;

class Resteasy3Test extends RouteContract {
  Resteasy3Test() {
    super("resteasy-3", false, "/api", Servlets.RESTEASY);
  }
}
