package io.harbinger.library.server;

class Undertow23Test extends UndertowContract {
  Undertow23Test() {
    super("undertow-2.3", true);
  }
}
