package com.example.shop;

import jakarta.servlet.http.HttpServletRequest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The wishes of a visitor. A visitor without wishes costs a connection, which is its fault. */
final class Wishlist extends Page {

  private static final long serialVersionUID = 1L;

  private final transient DataSource database;

  Wishlist(DataSource database) {
    this.database = database;
  }

  @Override
  String render(HttpServletRequest request) throws SQLException {
    Connection connection = database.getConnection();
    PreparedStatement select =
        connection.prepareStatement("SELECT product FROM wishes WHERE visitor = ?");
    select.setInt(1, number(request, "visitor", 1));
    ResultSet rows = select.executeQuery();
    if (!rows.next()) {
      return "no wishes yet";
    }
    String wish = "wishes product " + rows.getInt(1);
    connection.close();
    return wish;
  }
}
