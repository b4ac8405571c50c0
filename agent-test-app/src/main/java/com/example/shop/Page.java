package com.example.shop;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;

/** A page of the shop: a request in, plain text out. */
abstract class Page extends HttpServlet {

  private static final long serialVersionUID = 1L;

  abstract String render(HttpServletRequest request)
      throws SQLException, IOException, InterruptedException;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    try {
      String text = render(request);
      response.setContentType("text/plain;charset=UTF-8");
      response.getWriter().println(text);
    } catch (SQLException e) {
      throw new ServletException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServletException(e);
    }
  }

  static int number(HttpServletRequest request, String name, int otherwise) {
    String value = request.getParameter(name);
    return value == null ? otherwise : Integer.parseInt(value);
  }
}
