package com.example.shop;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** What a carrier asks for a parcel; it waits for the carrier without a limit, its fault. */
final class Quotes extends Page {

  private static final long serialVersionUID = 1L;

  @Override
  String render(HttpServletRequest request) throws IOException {
    URI carrier = URI.create("http://" + request.getParameter("carrier") + "/quote");
    HttpURLConnection connection = (HttpURLConnection) carrier.toURL().openConnection();
    return "the carrier answers " + connection.getResponseCode();
  }
}
