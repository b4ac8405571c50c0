package com.example.fault;

import com.example.stage.Site;
import com.example.stage.Stage;

/** Visitors ask for the invoice of the one product that has no price. */
public final class CodeException implements Fault {

  @Override
  public String cause() {
    return "code.exception";
  }

  @Override
  public String sentence() {
    return "a page that throws a NullPointerException is opened";
  }

  @Override
  public void inject(Stage stage, Site site) {
    site.visitors.also(5, random -> "/invoices?product=500");
  }
}
