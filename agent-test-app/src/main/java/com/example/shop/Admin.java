package com.example.shop;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.servlet.http.HttpServletRequest;

/** What the shop's owner looks at. */
final class Admin extends Page {

  private static final long serialVersionUID = 1L;

  private final transient HikariDataSource database;

  Admin(HikariDataSource database) {
    this.database = database;
  }

  @Override
  String render(HttpServletRequest request) {
    return "connections in use: " + database.getHikariPoolMXBean().getActiveConnections();
  }
}
