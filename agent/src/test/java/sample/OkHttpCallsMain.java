package sample;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Calls a server of its own with OkHttp. */
public final class OkHttpCallsMain {
  private OkHttpCallsMain() {}

  public static void main(String[] arguments) throws Exception {
    OkHttpClient client = new OkHttpClient(); // ten seconds
    OkHttpClient endless = client.newBuilder().readTimeout(0, TimeUnit.SECONDS).build();
    ClientSteps.run(
        url -> get(client, new Request.Builder().url(url).build()),
        (url, name, value) ->
            get(client, new Request.Builder().url(url).header(name, value).build()),
        url -> get(endless, new Request.Builder().url(url).build()));
  }

  private static void get(OkHttpClient client, Request request) throws IOException {
    try (Response response = client.newCall(request).execute()) {
      response.body().string();
    }
  }
}
