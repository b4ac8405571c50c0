package com.example.shop;

import jakarta.servlet.http.HttpServletRequest;

/** Sells a gift voucher. */
final class Vouchers extends Page {

  private static final long serialVersionUID = 1L;

  private final transient VoucherDesk desk;

  Vouchers(VoucherDesk desk) {
    this.desk = desk;
  }

  @Override
  String render(HttpServletRequest request) throws InterruptedException {
    return "voucher number " + desk.issue();
  }
}
