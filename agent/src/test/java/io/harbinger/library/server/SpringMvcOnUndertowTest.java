package io.harbinger.library.server;

import sample.UndertowMain;

class SpringMvcOnUndertowTest extends RouteContract {
  SpringMvcOnUndertowTest() {
    super("undertow-2.3+spring-6", true, UndertowMain.class, "/app", Servlets.SPRING);
  }
}
