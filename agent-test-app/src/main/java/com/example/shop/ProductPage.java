package com.example.shop;

import jakarta.servlet.http.HttpServletRequest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** One product with its reviews and what other visitors bought. */
final class ProductPage extends Page {

  private static final long serialVersionUID = 1L;

  private final transient DataSource database;

  ProductPage(DataSource database) {
    this.database = database;
  }

  @Override
  String render(HttpServletRequest request) throws SQLException {
    int product = Integer.parseInt(request.getPathInfo().substring(1));
    try (Connection connection = database.getConnection()) {
      return list(connection, "SELECT name, price FROM products WHERE id = ?", product)
          + list(connection, "SELECT stars, words FROM reviews WHERE product = ?", product)
          + list(connection, "SELECT name, score FROM recommendations WHERE product = ?", product);
    }
  }

  private static String list(Connection connection, String sql, int product) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setInt(1, product);
      try (ResultSet rows = select.executeQuery()) {
        StringBuilder text = new StringBuilder();
        while (rows.next()) {
          text.append(rows.getString(1)).append(' ').append(rows.getString(2)).append('\n');
        }
        return text.toString();
      }
    }
  }
}
