package sample;

import java.io.IOException;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.util.EntityUtils;

/** Calls a server of its own with Apache HttpClient 4. */
public final class ApacheCalls4Main {
  private ApacheCalls4Main() {}

  public static void main(String[] arguments) throws Exception {
    RequestConfig limit = RequestConfig.custom().setSocketTimeout(5_000).build();
    CloseableHttpClient client = HttpClients.custom().setDefaultRequestConfig(limit).build();
    CloseableHttpClient endless = HttpClients.createDefault();
    ClientSteps.run(
        url -> get(client, new HttpGet(url)),
        (url, name, value) -> {
          HttpGet own = new HttpGet(url);
          own.setHeader(name, value);
          get(client, own);
        },
        url -> get(endless, new HttpGet(url)));
  }

  private static void get(CloseableHttpClient client, HttpGet request) throws IOException {
    try (CloseableHttpResponse response = client.execute(request)) {
      EntityUtils.consume(response.getEntity());
    }
  }
}
