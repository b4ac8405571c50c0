package io.harbinger.library.server;

class Resteasy4Test extends RouteContract {
  Resteasy4Test() {
    super("resteasy-4", false, "/api", Servlets.RESTEASY);
  }
}
