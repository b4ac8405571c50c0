package com.example.shop;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;

/** Completes a postal address by asking the address service, which is known by its host name. */
final class Addresses extends Page {

  private static final long serialVersionUID = 1L;

  private final String url;

  Addresses(String url) {
    this.url = url;
  }

  @Override
  String render(HttpServletRequest request) throws IOException {
    URL service = new URL(url + "/lookup?zip=" + number(request, "zip", 10115));
    HttpURLConnection connection = (HttpURLConnection) service.openConnection();
    connection.setRequestProperty("Connection", "close");
    try (InputStream answer = connection.getInputStream()) {
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
