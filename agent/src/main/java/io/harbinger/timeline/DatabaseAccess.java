package io.harbinger.timeline;

import java.sql.Driver;
import java.util.Properties;

/**
 * How the application reached a database, kept only if the database may be asked; has passwords.
 */
public final class DatabaseAccess {
  /** A {@link Driver}, or null where another way was used. */
  public final Object driver;

  public final String url;
  public final Properties properties;

  public DatabaseAccess(Object driver, String url, Properties properties) {
    this.driver = driver;
    this.url = url;
    this.properties = properties;
  }
}
