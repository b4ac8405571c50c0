package io.harbinger.launch;

/** Harbinger already runs in this JVM, from this jar or another: its bridge can exist only once. */
final class SecondCopy implements ReasonNotToStart {

  @Override
  public String sentence() {
    return BootstrapBridge.isDefined()
        ? "not started a second time, this JVM already has it: keep one -javaagent or attach once"
        : null;
  }
}
