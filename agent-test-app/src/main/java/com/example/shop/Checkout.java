package com.example.shop;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Charges the visitor, takes one article off the stock and books the order, in one transaction. */
final class Checkout extends Page {

  private static final long serialVersionUID = 1L;

  private final transient DataSource database;
  private final transient Payments payments;

  Checkout(DataSource database, Payments payments) {
    this.database = database;
    this.payments = payments;
  }

  @Override
  String render(HttpServletRequest request) throws SQLException, IOException, InterruptedException {
    int product = number(request, "product", 1);
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        String receipt = payments.charge(product);
        update(connection, "UPDATE stock SET quantity = quantity - 1 WHERE product = ?", product);
        update(connection, "INSERT INTO orders (product) VALUES (?)", product);
        connection.commit();
        return receipt;
      } catch (SQLException | IOException | InterruptedException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    }
  }

  private static void update(Connection connection, String sql, int product) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      update.setInt(1, product);
      update.executeUpdate();
    }
  }
}
