package com.example.shop;

/** What the shop is told at its start, as {@code -Dshop.<name>=…}. */
record ShopSettings(
    String jdbcUrl,
    int poolSize,
    String paymentUrl,
    String addressUrl,
    int catalogueEntries,
    int vouchersPerSecond) {

  static ShopSettings fromSystemProperties() {
    return new ShopSettings(
        System.getProperty("shop.jdbc.url"),
        Integer.getInteger("shop.pool.size", 6),
        System.getProperty("shop.payment.url"),
        System.getProperty("shop.address.url"),
        Integer.getInteger("shop.catalogue.entries", 1_000),
        Integer.getInteger("shop.vouchers.per.second", 4));
  }
}
