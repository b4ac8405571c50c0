package com.example.shop;

import jakarta.servlet.http.HttpServletRequest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** The sales of the shop: slow, and always has been. */
final class Report extends Page {

  private static final long serialVersionUID = 1L;

  private final transient DataSource database;

  Report(DataSource database) {
    this.database = database;
  }

  @Override
  String render(HttpServletRequest request) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT orders, turnover FROM sales")) {
      rows.next();
      return rows.getLong(1) + " orders, turnover " + rows.getString(2);
    }
  }
}
