package sample;

import java.io.IOException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** Calls a server of its own with Apache HttpClient 5. */
public final class ApacheCalls5Main {
  private ApacheCalls5Main() {}

  public static void main(String[] arguments) throws Exception {
    CloseableHttpClient client = HttpClients.createDefault();
    ClientSteps.run(
        url -> get(client, new HttpGet(url)),
        (url, name, value) -> {
          HttpGet own = new HttpGet(url);
          own.setHeader(name, value);
          get(client, own);
        });
  }

  private static void get(CloseableHttpClient client, HttpGet request) throws IOException {
    try (CloseableHttpResponse response = client.execute(request)) {
      EntityUtils.consume(response.getEntity());
    }
  }
}
