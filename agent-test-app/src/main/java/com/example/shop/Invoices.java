package com.example.shop;

import jakarta.servlet.http.HttpServletRequest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The invoice of a product. One without a price is forgotten, which is its fault. */
final class Invoices extends Page {

  private static final long serialVersionUID = 1L;

  private final transient DataSource database;

  Invoices(DataSource database) {
    this.database = database;
  }

  @Override
  String render(HttpServletRequest request) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement("SELECT name, price FROM products WHERE id = ?")) {
      select.setInt(1, number(request, "product", 1));
      try (ResultSet rows = select.executeQuery()) {
        rows.next();
        return rows.getString(1) + " " + rows.getBigDecimal(2).setScale(2);
      }
    }
  }
}
