package com.example.shop;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;

/**
 * Checks the shape of a coupon. The pattern backtracks exponentially on a near miss, which is its
 * fault.
 */
final class Coupons extends Page {

  private static final long serialVersionUID = 1L;

  private static final Pattern COUPON = Pattern.compile("([A-Z])(?:[A-Z]|[A-Z][A-Z])+-\\1[0-9]+");

  @Override
  String render(HttpServletRequest request) {
    return COUPON.matcher(request.getParameter("code")).matches() ? "valid" : "unknown coupon";
  }
}
