package com.example.shop;

import jakarta.servlet.http.HttpServletRequest;

/** Puts a product into the visitor's cart, or another cart of the same household. */
final class CartPage extends Page {

  private static final long serialVersionUID = 1L;

  private final transient Carts carts;

  CartPage(Carts carts) {
    this.carts = carts;
  }

  @Override
  String render(HttpServletRequest request) throws InterruptedException {
    String visitor = request.getParameter("visitor");
    String other = request.getParameter("merge");
    int articles =
        other == null
            ? carts.add(visitor, request.getParameter("product"))
            : carts.merge(other, visitor);
    return articles + " articles";
  }
}
