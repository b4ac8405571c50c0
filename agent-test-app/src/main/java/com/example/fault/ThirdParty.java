package com.example.fault;

import com.example.stage.Site;
import com.example.stage.Stage;
import java.time.Duration;

/**
 * The payment provider is slow, or cuts connections; the shop waits for it inside its transaction.
 */
public final class ThirdParty implements Fault {

  private final boolean resets;

  public static ThirdParty slow() {
    return new ThirdParty(false);
  }

  public static ThirdParty resetting() {
    return new ThirdParty(true);
  }

  private ThirdParty(boolean resets) {
    this.resets = resets;
  }

  @Override
  public String cause() {
    return "network.third_party";
  }

  @Override
  public String sentence() {
    return resets
        ? "the payment provider cuts connections instead of answering"
        : "the payment provider answers after 3 s";
  }

  @Override
  public void inject(Stage stage, Site site) {
    if (resets) {
      stage.thirdParty.reset();
    } else {
      stage.thirdParty.answerAfter(Duration.ofSeconds(3));
    }
  }

  @Override
  public void heal(Stage stage, Site site) {
    stage.thirdParty.answerAsAlways();
  }
}
