package com.example.fault;

import com.example.stage.GatewayKind;
import com.example.stage.NotPossibleHere;
import com.example.stage.Site;
import com.example.stage.Stage;
import com.example.stage.Visitors;

/** Visitors who have looked at so many products that the cookie of it is too large. */
public final class HeaderTooLarge implements Fault {

  private Visitors.Stream collectors;

  @Override
  public String cause() {
    return "response.header_too_large";
  }

  @Override
  public String sentence() {
    return "a page puts 1,200 products into a cookie";
  }

  @Override
  public void inject(Stage stage, Site site) throws Exception {
    if (stage.gatewayKind == GatewayKind.HTTPD) {
      throw new NotPossibleHere("httpd takes 8 KB in each line, the shop's server writes no more");
    }
    collectors = site.visitors.also(5, random -> "/recent?products=1200");
  }

  @Override
  public void heal(Stage stage, Site site) {
    collectors.close();
  }
}
