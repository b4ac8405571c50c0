package com.example.fault;

import com.example.stage.Site;
import com.example.stage.Stage;

/** The database is not there, in one of two ways: stopped, or frozen with its connections open. */
public final class DbUnavailable implements Fault {

  private final boolean frozen;

  public static DbUnavailable stopped() {
    return new DbUnavailable(false);
  }

  public static DbUnavailable frozen() {
    return new DbUnavailable(true);
  }

  private DbUnavailable(boolean frozen) {
    this.frozen = frozen;
  }

  @Override
  public String cause() {
    return "timeout.db_unavailable";
  }

  @Override
  public String sentence() {
    return frozen
        ? "every process of the database is frozen (SIGSTOP)"
        : "the database is stopped (pg_ctl stop -m immediate)";
  }

  @Override
  public void inject(Stage stage, Site site) throws Exception {
    if (frozen) {
      stage.database.freeze();
    } else {
      stage.database.stop();
    }
  }

  @Override
  public void heal(Stage stage, Site site) throws Exception {
    if (frozen) {
      stage.database.thaw();
    } else {
      stage.database.start();
    }
  }
}
