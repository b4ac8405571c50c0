package com.example.shop;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;

/** Pages of the printed catalogue; it promises as many as are asked for and has only twenty. */
final class Brochure extends Page {

  private static final long serialVersionUID = 1L;
  private static final int BYTES_OF_A_PAGE = 4 << 10;
  private static final int PRINTED = 20;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    int pages = number(request, "pages", 1);
    response.setContentType("text/plain;charset=UTF-8");
    response.setContentLength(pages * BYTES_OF_A_PAGE);
    OutputStream out = response.getOutputStream();
    for (int page = 1; page <= Math.min(pages, PRINTED); page++) {
      out.write(new byte[BYTES_OF_A_PAGE]);
    }
    out.flush();
  }

  @Override
  String render(HttpServletRequest request) {
    throw new UnsupportedOperationException("it is written as bytes");
  }
}
