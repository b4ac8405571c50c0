package io.harbinger.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryScrubberTest {
  @ParameterizedTest
  @CsvSource({
    "page=2&size=10, page=2&size=10",
    "token=a, token=REDACTED",
    "a=1&access_token=x&b=2, a=1&access_token=REDACTED&b=2",
    "PASSWORD=x;q=1, PASSWORD=REDACTED;q=1",
    "X-Amz-Signature=1&X-Amz-Date=2, X-Amz-Signature=REDACTED&X-Amz-Date=REDACTED",
    "sig=1&design=2, sig=REDACTED&design=2",
    "code=1&zipcode=2, code=REDACTED&zipcode=2",
    "api%5Fkey=1, api%5Fkey=REDACTED",
    "keyboard=1&key=2, keyboard=1&key=REDACTED",
    "session=a=b=c, session=REDACTED",
    "token, token",
    "a=1&&token=, a=1&&token=REDACTED",
    "%zz=1&secret=2, %zz=1&secret=REDACTED",
  })
  void hidesTheValuesOfSecretLookingParameters(String query, String scrubbed) {
    assertThat(QueryScrubber.scrub(query)).isEqualTo(scrubbed);
  }
}
