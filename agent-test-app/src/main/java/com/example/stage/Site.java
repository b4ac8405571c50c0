package com.example.stage;

import java.io.IOException;

/** One shop with its own gateway and its own visitors. */
public final class Site implements AutoCloseable {

  public final ShopProcess shop;
  public final Gateway gateway;
  public final Visitors visitors;

  Site(ShopProcess shop, Gateway gateway, Visitors visitors) {
    this.shop = shop;
    this.gateway = gateway;
    this.visitors = visitors;
  }

  @Override
  public void close() throws IOException {
    visitors.close();
    gateway.close();
    shop.close();
  }
}
