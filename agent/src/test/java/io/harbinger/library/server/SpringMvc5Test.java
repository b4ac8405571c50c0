package io.harbinger.library.server;

class SpringMvc5Test extends RouteContract {
  SpringMvc5Test() {
    super("spring-5", false, "", Servlets.SPRING);
  }
}
