package com.example.shop;

import jakarta.servlet.http.HttpServletRequest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The first twenty products. */
final class Products extends Page {

  private static final long serialVersionUID = 1L;

  private final transient DataSource database;

  Products(DataSource database) {
    this.database = database;
  }

  @Override
  String render(HttpServletRequest request) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT id, name, price FROM products ORDER BY id LIMIT 20");
        ResultSet rows = select.executeQuery()) {
      StringBuilder text = new StringBuilder();
      while (rows.next()) {
        text.append(rows.getInt(1)).append(' ').append(rows.getString(2)).append(' ');
        text.append(rows.getBigDecimal(3)).append('\n');
      }
      return text.toString();
    }
  }
}
