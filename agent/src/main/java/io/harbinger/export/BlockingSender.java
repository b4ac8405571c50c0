package io.harbinger.export;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.MessageWriter;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URL;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.HttpsURLConnection;

/**
 * Sends on the thread that calls, by the connection that every JDK from 8 on has.
 *
 * <pre>
 *   attempt ─► 2xx or final ─► answer
 *      ▲  └─ 429, 502, 503, 504, no connection ─► wait 1 s × 1.5ⁿ ± 20 %, as the retry policy says
 *      └───────────────────────────────────────────┘   all within the exporter's timeout
 * </pre>
 *
 * <p>No thread, no pool and no client library of its own: an agent that exports rarely would pay
 * for them in every process. Not for many exports at a time. A connection is left open only while
 * exports follow each other, because the JDK watches over an idle one with a thread.
 */
final class BlockingSender implements HttpSender {
  private static final Set<Integer> RETRYABLE = new HashSet<>(Arrays.asList(429, 502, 503, 504));
  private static final int LONGEST_ANSWER = 64 * 1024;

  /** So long the JDK keeps an idle connection of a server that says nothing about it. */
  private static final long KEPT_OPEN = 5_000_000_000L;

  private final HttpSenderConfig config;
  private final Stop stop;

  /** {@code nanoTime} of the last attempt, 0 before it; belongs to the one thread that sends. */
  private long attempted;

  BlockingSender(HttpSenderConfig config, Stop stop) {
    this.config = config;
    this.stop = stop;
  }

  @Override
  public void send(
      MessageWriter message, Consumer<HttpResponse> onResponse, Consumer<Throwable> onError) {
    Answer answer;
    try {
      answer = attempts(body(message));
    } catch (IOException | RuntimeException failed) {
      onError.accept(failed);
      return;
    }
    onResponse.accept(answer);
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }

  private Answer attempts(byte[] body) throws IOException {
    RetryPolicy policy = config.getRetryPolicy();
    int most = policy == null ? 1 : policy.getMaxAttempts();
    double pause = policy == null ? 0 : policy.getInitialBackoff().toNanos();
    long deadline = stop.sooner(System.nanoTime() + config.getTimeout().toNanos());
    boolean once = false;
    for (int attempt = 1; ; attempt++) {
      Answer answer = null;
      IOException failure = null;
      try {
        answer = attempt(body, deadline);
        if (!RETRYABLE.contains(answer.status)) {
          return answer;
        }
      } catch (IOException failed) {
        failure = failed;
      }
      long wait = (long) (pause * ThreadLocalRandom.current().nextDouble(0.8, 1.2));
      boolean over = attempt >= most || System.nanoTime() + wait - deadline >= 0;
      // its other end may have closed a connection that was kept open, and nobody can try later
      boolean again = !once && broken(failure);
      once |= again;
      if (over || (stop.during(wait) && !again)) {
        if (failure != null) {
          throw failure;
        }
        return answer;
      }
      pause = Math.min(pause * policy.getBackoffMultiplier(), policy.getMaxBackoff().toNanos());
    }
  }

  private static boolean broken(IOException failure) {
    return failure != null
        && !(failure instanceof SocketTimeoutException)
        && !(failure instanceof ConnectException);
  }

  private Answer attempt(byte[] body, long deadline) throws IOException {
    URL url = config.getEndpoint().toURL();
    HttpURLConnection connection =
        (HttpURLConnection)
            (config.getProxyOptions() == null
                ? url.openConnection()
                : url.openConnection(
                    config
                        .getProxyOptions()
                        .getProxySelector()
                        .select(config.getEndpoint())
                        .get(0)));
    if (connection instanceof HttpsURLConnection && config.getSslContext() != null) {
      ((HttpsURLConnection) connection)
          .setSSLSocketFactory(config.getSslContext().getSocketFactory());
    }
    connection.setConnectTimeout(
        (int) Math.min(left(deadline), config.getConnectTimeout().toMillis()));
    connection.setReadTimeout(left(deadline));
    connection.setRequestMethod("POST");
    connection.setUseCaches(false);
    // because a redirect would send the telemetry, and its headers, to somebody else
    connection.setInstanceFollowRedirects(false);
    // otherwise a refused password would ask the application's Authenticator
    connection.setFixedLengthStreamingMode(body.length);
    connection.setDoOutput(true);
    headers(connection);
    long now = System.nanoTime();
    if (attempted == 0 || now - attempted >= KEPT_OPEN) {
      connection.setRequestProperty("Connection", "close");
    }
    attempted = now;
    boolean whole = false;
    try {
      try (OutputStream out = connection.getOutputStream()) {
        out.write(body);
      }
      int status = connection.getResponseCode();
      if (status < 0) {
        throw new IOException("the answer is not HTTP");
      }
      byte[] answer = read(connection, status, deadline);
      whole = true;
      return new Answer(status, connection.getResponseMessage(), answer);
    } finally {
      if (!whole) {
        connection.disconnect();
      }
    }
  }

  private void headers(HttpURLConnection connection) {
    connection.setRequestProperty("Content-Type", config.getContentType());
    if (config.getCompressor() != null) {
      connection.setRequestProperty("Content-Encoding", config.getCompressor().getEncoding());
    }
    Map<String, List<String>> headers = config.getHeadersSupplier().get();
    if (headers != null) {
      headers.forEach(
          (name, values) -> values.forEach(value -> connection.addRequestProperty(name, value)));
    }
  }

  private static byte[] read(HttpURLConnection connection, int status, long deadline)
      throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try (InputStream in =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      byte[] buffer = new byte[4096];
      while (in != null && answer.size() < LONGEST_ANSWER) {
        int n = in.read(buffer);
        if (n < 0) {
          return answer.toByteArray();
        }
        answer.write(buffer, 0, n);
        left(deadline);
      }
    }
    return answer.toByteArray();
  }

  private byte[] body(MessageWriter message) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream(4096);
    if (config.getCompressor() == null) {
      message.writeMessage(body);
    } else {
      try (OutputStream compressed = config.getCompressor().compress(body)) {
        message.writeMessage(compressed);
      }
    }
    return body.toByteArray();
  }

  /** At least a millisecond, because 0 would mean for ever. */
  private static int left(long deadline) throws SocketTimeoutException {
    long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    if (left < 0) {
      throw new SocketTimeoutException("timed out");
    }
    return (int) Math.min(Math.max(1, left), Integer.MAX_VALUE);
  }

  /** Tells all senders that the process ends: no more waiting between attempts. */
  static final class Stop {
    private final CountDownLatch told = new CountDownLatch(1);

    /** Written once, before {@link #told} is counted down. */
    private volatile long deadline;

    void by(long nanoTime) {
      deadline = nanoTime;
      told.countDown();
    }

    long sooner(long nanoTime) {
      return told.getCount() == 0 && deadline - nanoTime < 0 ? deadline : nanoTime;
    }

    /** Waits; true as soon as the process ends. */
    boolean during(long nanos) {
      try {
        return told.await(nanos, TimeUnit.NANOSECONDS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return true;
      }
    }
  }

  private static final class Answer implements HttpResponse {
    final int status;
    private final String message;
    private final byte[] body;

    Answer(int status, String message, byte[] body) {
      this.status = status;
      this.message = message == null ? "" : message;
      this.body = body;
    }

    @Override
    public int getStatusCode() {
      return status;
    }

    @Override
    public String getStatusMessage() {
      return message;
    }

    @Override
    public byte[] getResponseBody() {
      return body;
    }
  }
}
