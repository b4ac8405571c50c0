package com.example.fault;

import com.example.stage.ShopKind;
import com.example.stage.Site;
import com.example.stage.Stage;

/** The name service does not answer any more when the shop looks up the address service. */
public final class Dns implements Fault {

  @Override
  public String cause() {
    return "network.dns";
  }

  @Override
  public String sentence() {
    return "looking up a host name hangs inside getaddrinfo";
  }

  @Override
  public ShopKind shop() {
    return ShopKind.OWN_NAMES;
  }

  @Override
  public void inject(Stage stage, Site site) throws Exception {
    site.shop.names.hang();
  }

  @Override
  public void heal(Stage stage, Site site) throws Exception {
    site.shop.names.recover();
  }
}
