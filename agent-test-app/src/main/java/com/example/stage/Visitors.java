package com.example.stage;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/**
 * Visitors of one shop. They come at their own rate whether or not earlier ones have been answered
 * (an open loop), at random moments (Poisson).
 */
public final class Visitors implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration HASTE = Duration.ofMillis(250);

  /** All visits so far, by request id. */
  public final Map<String, Visit> visits = new ConcurrentHashMap<>();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String gateway;
  private final String name;
  private final AtomicInteger underway = new AtomicInteger();
  private final AtomicInteger counter = new AtomicInteger();
  // written by the closing thread, read by the streams: volatile
  private volatile boolean closed;
  // written by a fault, read by the ordinary stream: volatile
  private volatile double surge = 1;
  // how often there were only ordinary ones; written by faults of one lane, read by streams:
  // volatile
  private volatile int calm;

  Visitors(String name, int gatewayPort) {
    this.name = name;
    gateway = "http://127.0.0.1:" + gatewayPort;
  }

  /** The ordinary mix of visitors. */
  public void come(double perSecond) {
    stream(() -> perSecond * surge, Mix::path, PATIENCE, () -> true);
  }

  /** In addition, visitors of one page, until only the ordinary ones are wanted. */
  public void also(double perSecond, Function<Random, String> path) {
    int now = calm;
    stream(() -> perSecond, path, PATIENCE, () -> calm == now);
  }

  /** From now on none of those who came in addition. */
  public void onlyOrdinary() {
    calm++;
  }

  /** Ordinary visitors, too, who do not wait for the answer, which would have come soon. */
  public void leaveEarly(double perSecond, String path) {
    stream(() -> perSecond, random -> path, HASTE, () -> true);
  }

  /** One visitor. */
  public void once(String path) {
    send(new Visit(name + "-" + counter.incrementAndGet(), path, new Random()), PATIENCE);
  }

  /** One visitor whose trace the shop is asked to keep, though nothing be wrong with it. */
  public Visit recorded(String path) {
    Visit visit = new Visit(name + "-" + counter.incrementAndGet(), path, new Random(), true);
    send(visit, PATIENCE);
    return visit;
  }

  /** One visitor, whose answer is waited for, whatever it is. */
  public void awaitOnce(String path) {
    Visit visit = new Visit(name + "-" + counter.incrementAndGet(), path, new Random());
    send(visit, PATIENCE).exceptionally(unanswered -> null).join();
  }

  /** From now on this many times as many ordinary visitors as before. */
  public void surge(double times) {
    surge = times;
  }

  /** How many visits have not been answered yet. */
  public int underway() {
    return underway.get();
  }

  private void stream(
      DoubleSupplier perSecond,
      Function<Random, String> path,
      Duration patience,
      BooleanSupplier wanted) {
    Thread thread = new Thread(() -> run(perSecond, path, patience, wanted), "visitors");
    thread.setDaemon(true);
    thread.start();
  }

  private void run(
      DoubleSupplier perSecond,
      Function<Random, String> path,
      Duration patience,
      BooleanSupplier wanted) {
    Random random = new Random();
    long next = System.nanoTime();
    while (!closed && wanted.getAsBoolean()) {
      next += (long) (-Math.log(1 - random.nextDouble()) * 1e9 / perSecond.getAsDouble());
      for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      if (!closed && wanted.getAsBoolean()) {
        Visit visit = new Visit(name + "-" + counter.incrementAndGet(), path.apply(random), random);
        send(visit, patience);
      }
    }
  }

  private CompletableFuture<?> send(Visit visit, Duration patience) {
    visits.put(visit.requestId, visit);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(gateway + visit.path))
            .header("X-Request-Id", visit.requestId)
            .header("traceparent", visit.traceparent())
            .timeout(patience)
            .build();
    underway.incrementAndGet();
    return client
        .sendAsync(request, BodyHandlers.discarding())
        .whenComplete((answer, failure) -> underway.decrementAndGet());
  }

  @Override
  public void close() {
    closed = true;
  }
}
