package com.example.fault;

import com.example.stage.ShopKind;
import com.example.stage.Site;
import com.example.stage.Stage;
import java.sql.Connection;
import java.sql.Statement;

/** Another session of the database, such as a migration's, holds a lock and does not commit. */
public final class DbLockWait implements Fault {

  private final ShopKind shop;
  private final String statement;
  // the session that holds the lock, between inject and heal
  private Connection blocker;

  /** A whole table is locked. */
  public static DbLockWait onTable(ShopKind shop) {
    return new DbLockWait(shop, "LOCK TABLE stock IN ACCESS EXCLUSIVE MODE");
  }

  /** All rows of a table are locked. */
  public static DbLockWait onRows(ShopKind shop) {
    return new DbLockWait(shop, "SELECT * FROM stock FOR UPDATE");
  }

  private DbLockWait(ShopKind shop, String statement) {
    this.shop = shop;
    this.statement = statement;
  }

  @Override
  public String cause() {
    return "timeout.db_lock_wait";
  }

  @Override
  public String sentence() {
    return "another session keeps: " + statement;
  }

  @Override
  public ShopKind shop() {
    return shop;
  }

  @Override
  public void inject(Stage stage, Site site) throws Exception {
    blocker = stage.database.session();
    blocker.setAutoCommit(false);
    try (Statement lock = blocker.createStatement()) {
      lock.execute(statement);
    }
  }

  @Override
  public void heal(Stage stage, Site site) throws Exception {
    blocker.close();
  }
}
