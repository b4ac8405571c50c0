package io.harbinger.library.server;

class Jersey2Test extends RouteContract {
  Jersey2Test() {
    super("jersey-2", false, "/api", Servlets.JERSEY);
  }
}
