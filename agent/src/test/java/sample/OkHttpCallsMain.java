package sample;

import java.io.IOException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Calls a server of its own with OkHttp. */
public final class OkHttpCallsMain {
  private OkHttpCallsMain() {}

  public static void main(String[] arguments) throws Exception {
    OkHttpClient client = new OkHttpClient();
    ClientSteps.run(
        url -> get(client, new Request.Builder().url(url).build()),
        (url, name, value) ->
            get(client, new Request.Builder().url(url).header(name, value).build()));
  }

  private static void get(OkHttpClient client, Request request) throws IOException {
    try (Response response = client.newCall(request).execute()) {
      response.body().string();
    }
  }
}
