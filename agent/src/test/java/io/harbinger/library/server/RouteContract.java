package io.harbinger.library.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.weave.WovenApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import sample.TomcatMain;

/** What every framework with route templates must tell, on a real server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RouteContract {
  private final String libraries;
  private final boolean jakarta;
  private final Class<?> main;
  private final String prefix;
  private final String servlet;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private WovenApplication application;

  RouteContract(String libraries, boolean jakarta, String prefix, String servlet) {
    this(libraries, jakarta, TomcatMain.class, prefix, servlet);
  }

  RouteContract(String libraries, boolean jakarta, Class<?> main, String prefix, String servlet) {
    this.libraries = libraries;
    this.jakarta = jakarta;
    this.main = main;
    this.prefix = prefix;
    this.servlet = servlet;
  }

  @BeforeAll
  void start() throws IOException {
    application = WovenApplication.start(libraries, jakarta, main, prefix + "/*|" + servlet);
  }

  @AfterAll
  void stop() throws Exception {
    application.stop();
  }

  @Test
  void namesTheTemplateWithTheContextPath() throws Exception {
    assertThat(get("/owners/7").body()).isEqualTo("owner 7");
    assertThat(application.nextRequest()).contains("route /shop" + prefix + "/owners/{id}");
  }

  @Test
  void namesTheTemplateBeforeTheErrorOfItsHandler() throws Exception {
    assertThat(get("/owners/7/boom").statusCode()).isEqualTo(500);
    List<String> seen = application.nextRequest();
    assertThat(seen).contains("route /shop" + prefix + "/owners/{id}/boom");
    assertThat(seen)
        .filteredOn(line -> line.startsWith("failed "))
        .isNotEmpty()
        .containsOnly("failed java.lang.IllegalStateException: boom");
  }

  @Test
  void keepsAnErrorThatTheFrameworkAnswersItself() throws Exception {
    assertThat(get("/owners/7/handled").statusCode()).isEqualTo(503);
    assertThat(application.nextRequest()).anyMatch(line -> line.matches("failed .*handled"));
  }

  @Test
  void takesAMissingPageForAnAnswer() throws Exception {
    assertThat(get("/owners/7/gone").statusCode()).isEqualTo(404);
    assertThat(application.nextRequest()).noneMatch(line -> line.startsWith("failed"));
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + application.port + "/shop" + prefix + path);
    return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }
}
