package io.harbinger.library.server;

import sample.JaxRsPages;
import sample.SpringPages;

/** How the frameworks under test are given to {@code sample.TomcatMain}. */
final class Servlets {
  static final String SPRING =
      "org.springframework.web.servlet.DispatcherServlet"
          + "|contextClass=org.springframework.web.context.support.AnnotationConfigWebApplicationContext"
          + "|contextConfigLocation="
          + SpringPages.class.getName();
  static final String JERSEY =
      "org.glassfish.jersey.servlet.ServletContainer|jersey.config.server.provider.classnames="
          + JaxRsPages.class.getName();
  static final String RESTEASY =
      "org.jboss.resteasy.plugins.server.servlet.HttpServletDispatcher"
          + "|resteasy.servlet.mapping.prefix=/api|resteasy.resources="
          + JaxRsPages.class.getName();

  private Servlets() {}
}
