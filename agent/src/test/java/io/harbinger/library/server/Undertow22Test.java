package io.harbinger.library.server;

class Undertow22Test extends UndertowContract {
  Undertow22Test() {
    super("undertow-2.2", false);
  }
}
