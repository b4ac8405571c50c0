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
    return "the table reviews is replaced by a view that sleeps for 3 s";
  }

  @Override
  public void inject(Stage stage, Site site) throws Exception {
    stage.database.execute(
        """
        CREATE TABLE IF NOT EXISTS pace (seconds float);
        DELETE FROM pace;
        INSERT INTO pace VALUES (3);
        DO $$ BEGIN
          IF to_regclass('all_reviews') IS NULL THEN
            ALTER TABLE reviews RENAME TO all_reviews;
            CREATE VIEW reviews AS
              SELECT all_reviews.* FROM all_reviews,
                (SELECT pg_sleep(seconds) FROM pace) AS pause;
          END IF;
        END $$""");
  }

  @Override
  public void heal(Stage stage, Site site) throws Exception {
    // the view stays, because replacing it would lock out the visitors who still read it
    stage.database.execute("UPDATE pace SET seconds = 0");
  }
}
