package com.example.shop;

import java.nio.file.Path;

/**
 * What the shop is told at its start, as {@code -Dshop.<name>=…}.
 *
 * @param port 0 for any that is free
 * @param receptionLog null for none
 */
record ShopSettings(
    int port,
    String jdbcUrl,
    int poolSize,
    String paymentUrl,
    String addressUrl,
    int catalogueEntries,
    int vouchersPerSecond,
    int acceptCount,
    int volumes,
    Path receptionLog) {

  static ShopSettings fromSystemProperties() {
    String receptionLog = System.getProperty("shop.reception.log");
    return new ShopSettings(
        Integer.getInteger("shop.port", 0),
        System.getProperty("shop.jdbc.url"),
        Integer.getInteger("shop.pool.size", 6),
        System.getProperty("shop.payment.url"),
        System.getProperty("shop.address.url"),
        Integer.getInteger("shop.catalogue.entries", 1_000),
        Integer.getInteger("shop.vouchers.per.second", 4),
        Integer.getInteger("shop.accept.count", 100),
        Integer.getInteger("shop.volumes", 1),
        receptionLog == null ? null : Path.of(receptionLog));
  }
}
