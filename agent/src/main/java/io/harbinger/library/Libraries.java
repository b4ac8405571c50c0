package io.harbinger.library;

import io.harbinger.library.client.ApacheHttpClient;
import io.harbinger.library.client.Dns;
import io.harbinger.library.client.HttpUrlConnectionCalls;
import io.harbinger.library.client.JavaNetHttp;
import io.harbinger.library.client.OkHttp;
import io.harbinger.library.executor.CompletableFutures;
import io.harbinger.library.executor.ForkJoin;
import io.harbinger.library.executor.ThreadPools;
import io.harbinger.library.executor.Threads;
import io.harbinger.library.jdbc.JdbcConnections;
import io.harbinger.library.jdbc.JdbcDrivers;
import io.harbinger.library.jdbc.JdbcResults;
import io.harbinger.library.jdbc.JdbcStatements;
import io.harbinger.library.pool.C3p0;
import io.harbinger.library.pool.Dbcp2;
import io.harbinger.library.pool.Druid;
import io.harbinger.library.pool.HikariCP;
import io.harbinger.library.pool.TomcatJdbc;
import io.harbinger.library.server.Jersey;
import io.harbinger.library.server.Jetty;
import io.harbinger.library.server.Jetty12;
import io.harbinger.library.server.Jetty9;
import io.harbinger.library.server.Resteasy;
import io.harbinger.library.server.SpringMvc;
import io.harbinger.library.server.Tomcat;
import io.harbinger.library.server.Undertow;
import io.harbinger.library.server.UndertowExchanges;
import io.harbinger.library.server.UndertowServlets;
import io.harbinger.weave.Instrumentation;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Every library that we listen to. */
public final class Libraries {
  private Libraries() {}

  public static List<Instrumentation> all() {
    return Collections.unmodifiableList(
        Arrays.asList(
            new Tomcat(),
            new Jetty(),
            new Jetty9(),
            new Jetty12(),
            new Undertow(),
            new UndertowExchanges(),
            new UndertowServlets(),
            new SpringMvc(),
            new Jersey(),
            new Resteasy(),
            new ThreadPools(),
            new ForkJoin(),
            new CompletableFutures(),
            new Threads(),
            new JdbcStatements(),
            new JdbcConnections(),
            new JdbcResults(),
            new JdbcDrivers(),
            new HikariCP(),
            new Dbcp2(),
            new TomcatJdbc(),
            new C3p0(),
            new Druid(),
            new HttpUrlConnectionCalls(),
            new JavaNetHttp(),
            new ApacheHttpClient(),
            new OkHttp(),
            new Dns()));
  }

  /** Those of them with a name that is wanted. */
  public static List<Instrumentation> named(Predicate<String> wanted) {
    return all().stream()
        .filter(library -> wanted.test(library.name()))
        .collect(Collectors.toList());
  }
}
