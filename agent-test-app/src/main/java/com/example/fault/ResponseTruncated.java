package com.example.fault;

import com.example.stage.Site;
import com.example.stage.Stage;

/** Visitors ask for more pages of the brochure than there are, and get what there is. */
public final class ResponseTruncated implements Fault {

  @Override
  public String cause() {
    return "response.truncated";
  }

  @Override
  public String sentence() {
    return "a page sends fewer bytes than its Content-Length promises";
  }

  @Override
  public void inject(Stage stage, Site site) {
    site.visitors.also(5, random -> "/brochure?pages=" + (25 + random.nextInt(20)));
  }
}
