package io.harbinger.library.server;

class SpringMvc6Test extends RouteContract {
  SpringMvc6Test() {
    super("spring-6", true, "/app", Servlets.SPRING);
  }
}
