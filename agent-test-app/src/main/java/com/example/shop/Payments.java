package com.example.shop;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** The payment provider, a third party. No time limit is set, as so often. */
final class Payments {

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String url;

  Payments(String url) {
    this.url = url;
  }

  String charge(int product) throws IOException, InterruptedException {
    HttpRequest charge =
        HttpRequest.newBuilder(URI.create(url + "/charge?article=" + product)).build();
    return client.send(charge, BodyHandlers.ofString()).body();
  }
}
