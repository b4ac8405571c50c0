package io.harbinger.library.server;

class Jersey3Test extends RouteContract {
  Jersey3Test() {
    super("jersey-3", true, "/api", Servlets.JERSEY);
  }
}
