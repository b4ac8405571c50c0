package com.example.shop;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/**
 * A small web shop: embedded Tomcat, HikariCP, PostgreSQL. Prints {@code ready <port>} on stdout
 * and serves until it is stopped.
 */
public final class Shop {

  public static void main(String[] arguments) throws Exception {
    ShopSettings settings = ShopSettings.fromSystemProperties();
    Tomcat tomcat = start(settings, Files.createTempDirectory("shop"));
    System.out.println("ready " + tomcat.getConnector().getLocalPort());
    tomcat.getServer().await();
  }

  private static Tomcat start(ShopSettings settings, Path folder)
      throws LifecycleException, IOException {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(folder.toString());
    Connector connector = new Connector();
    connector.setProperty("address", "127.0.0.1");
    connector.setPort(settings.port());
    // longer than the gateway keeps idle connections, so that it never sends into a closing one
    connector.setProperty("keepAliveTimeout", "75000");
    connector.setProperty("acceptCount", "" + settings.acceptCount());
    // more than the gateways take
    connector.setProperty("maxHttpResponseHeaderSize", "65536");
    tomcat.setConnector(connector);

    Context context = tomcat.addContext("", null);
    HikariDataSource database = connect(settings);
    add(context, "/products", new Products(database));
    add(context, "/products/*", new ProductPage(database));
    add(context, "/search", new Search(database, new SearchHistory()));
    add(context, "/cart", new CartPage(new Carts()));
    add(context, "/checkout", new Checkout(database, new Payments(settings.paymentUrl())));
    add(context, "/addresses", new Addresses(settings.addressUrl()));
    add(context, "/wishlist", new Wishlist(database));
    add(context, "/coupons", new Coupons());
    add(context, "/recent", new Recent());
    add(context, "/pictures", new Pictures());
    add(context, "/brochure", new Brochure());
    add(context, "/suggestions", new Suggestions(settings.volumes()));
    add(context, "/quotes", new Quotes());
    add(context, "/vouchers", new Vouchers(new VoucherDesk(settings.vouchersPerSecond())));
    add(context, "/invoices", new Invoices(database));
    add(context, "/tracking", new Tracking(new Courier()));
    add(context, "/report", new Report(database));
    add(context, "/export", new Export(new Catalogue(settings.catalogueEntries())));
    add(context, "/admin", new Admin(database));
    if (settings.receptionLog() != null) {
      context.getPipeline().addValve(new ReceptionLog(settings.receptionLog()));
    }
    tomcat.start();
    return tomcat;
  }

  private static void add(Context context, String path, Page page) {
    Tomcat.addServlet(context, page.getClass().getSimpleName(), page).addMapping(path);
  }

  private static HikariDataSource connect(ShopSettings settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("shop");
    config.setJdbcUrl(settings.jdbcUrl());
    config.setMaximumPoolSize(settings.poolSize());
    return new HikariDataSource(config);
  }

  private Shop() {}
}
