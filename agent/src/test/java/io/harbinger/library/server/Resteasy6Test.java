package io.harbinger.library.server;

class Resteasy6Test extends RouteContract {
  Resteasy6Test() {
    super("resteasy-6", true, "/api", Servlets.RESTEASY);
  }
}
