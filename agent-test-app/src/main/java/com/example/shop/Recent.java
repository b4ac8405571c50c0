package com.example.shop;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The products a visitor has looked at, all of them in one cookie, which is its fault. */
final class Recent extends Page {

  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    String all =
        IntStream.rangeClosed(1, number(request, "products", 1))
            .mapToObj(String::valueOf)
            .collect(Collectors.joining("."));
    response.addCookie(new Cookie("recent", all));
    super.service(request, response);
  }

  @Override
  String render(HttpServletRequest request) {
    return number(request, "products", 1) + " products";
  }
}
