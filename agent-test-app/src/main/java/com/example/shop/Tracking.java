package com.example.shop;

import jakarta.servlet.http.HttpServletRequest;

/** Tells where a parcel is; the courier's own people report parcels here as picked up. */
final class Tracking extends Page {

  private static final long serialVersionUID = 1L;

  private final transient Courier courier;

  Tracking(Courier courier) {
    this.courier = courier;
  }

  @Override
  String render(HttpServletRequest request) throws InterruptedException {
    int parcel = number(request, "parcel", 1);
    if (request.getParameter("pickup") != null) {
      courier.pickUp(parcel);
    }
    return courier.whereIs(parcel);
  }
}
