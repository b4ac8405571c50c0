package com.example.fault;

import com.example.stage.Site;
import com.example.stage.Stage;

/** A table is replaced by a view that sleeps, as if its index had been dropped. */
public final class SlowQuery implements Fault {

  @Override
  public String cause() {
    return "timeout.slow_query";
  }

  @Override
  public String sentence() {
    return "the table reviews is replaced by a view that sleeps for 4 s";
  }

  @Override
  public void inject(Stage stage, Site site) throws Exception {
    stage.database.execute(
        "BEGIN; ALTER TABLE reviews RENAME TO all_reviews; CREATE VIEW reviews AS"
            + " SELECT all_reviews.* FROM all_reviews, (SELECT pg_sleep(4)) AS pause; COMMIT");
  }

  @Override
  public void heal(Stage stage, Site site) throws Exception {
    stage.database.execute(
        "BEGIN; DROP VIEW reviews; ALTER TABLE all_reviews RENAME TO reviews; COMMIT");
  }
}
