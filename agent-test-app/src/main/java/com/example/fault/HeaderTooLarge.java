package com.example.fault;

import com.example.stage.GatewayKind;
import com.example.stage.NotPossibleHere;
import com.example.stage.Site;
import com.example.stage.Stage;

/** Visitors who have looked at so many products that the cookie of it is too large. */
public final class HeaderTooLarge implements Fault {

  @Override
  public String cause() {
    return "response.header_too_large";
  }

  @Override
  public String sentence() {
    return "a page puts more products into a cookie than the gateway takes";
  }

  @Override
  public void inject(Stage stage, Site site) throws NotPossibleHere {
    String page = "/recent?products=" + tooMany(stage.gatewayKind);
    site.visitors.also(5, random -> page);
  }

  /** 1,200 are 5 KB, 5,000 are 24 KB. */
  private static int tooMany(GatewayKind gateway) throws NotPossibleHere {
    return switch (gateway) {
      case NGINX, EMBEDDED -> 1_200; // take 4 KB
      case HTTPD, HAPROXY -> 5_000; // take 8 KB in a line, 16 KB
      case ENVOY -> throw new NotPossibleHere("Envoy takes 80 KB, the shop's server sends 64");
    };
  }
}
