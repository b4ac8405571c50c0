package com.example.shop;

import jakarta.servlet.http.HttpServletRequest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Products whose name contains the words; earlier results are remembered. */
final class Search extends Page {

  private static final long serialVersionUID = 1L;

  private final transient DataSource database;
  private final transient SearchHistory history;

  Search(DataSource database, SearchHistory history) {
    this.database = database;
    this.history = history;
  }

  @Override
  String render(HttpServletRequest request) throws SQLException {
    String words = request.getParameter("q");
    List<String> found = history.find(words);
    if (found == null) {
      found = select(words);
      history.remember(words, found);
    }
    return String.join("\n", found);
  }

  private List<String> select(String words) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT name, description FROM products WHERE name ILIKE ? LIMIT 50")) {
      select.setString(1, "%" + words.substring(0, Math.min(3, words.length())) + "%");
      try (ResultSet rows = select.executeQuery()) {
        List<String> found = new ArrayList<>();
        while (rows.next()) {
          found.add(rows.getString(1) + ": " + rows.getString(2));
        }
        return found;
      }
    }
  }
}
