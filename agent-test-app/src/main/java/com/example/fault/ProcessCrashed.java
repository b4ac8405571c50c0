package com.example.fault;

import com.example.stage.Site;
import com.example.stage.Stage;

/** A segmentation fault, as a defect in native code makes it: the JVM writes its error file. */
public final class ProcessCrashed extends DyingProcess {

  @Override
  public String cause() {
    return "process.crashed";
  }

  @Override
  public String sentence() {
    return "the shop's JVM crashes (SIGSEGV) and is started anew";
  }

  @Override
  void end(Stage stage, Site site) throws Exception {
    site.shop.end("SEGV");
  }
}
