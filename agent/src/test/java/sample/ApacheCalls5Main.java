package sample;

import java.io.IOException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.Timeout;

/** Calls a server of its own with Apache HttpClient 5. */
public final class ApacheCalls5Main {
  private ApacheCalls5Main() {}

  public static void main(String[] arguments) throws Exception {
    CloseableHttpClient client = limited(Timeout.ofSeconds(5));
    CloseableHttpClient endless = limited(Timeout.DISABLED);
    ClientSteps.run(
        url -> get(client, new HttpGet(url)),
        (url, name, value) -> {
          HttpGet own = new HttpGet(url);
          own.setHeader(name, value);
          get(client, own);
        },
        url -> get(endless, new HttpGet(url)));
  }

  private static CloseableHttpClient limited(Timeout limit) {
    RequestConfig config = RequestConfig.custom().setResponseTimeout(limit).build();
    return HttpClients.custom().setDefaultRequestConfig(config).build();
  }

  private static void get(CloseableHttpClient client, HttpGet request) throws IOException {
    try (CloseableHttpResponse response = client.execute(request)) {
      EntityUtils.consume(response.getEntity());
    }
  }
}
