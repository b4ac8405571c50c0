package io.harbinger.bridge;

import java.lang.reflect.Method;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;

/**
 * One asynchronous call of {@code java.net.http.HttpClient}, and the translation of that client's
 * types, which this code is too old to name.
 *
 * <pre>
 *   sendAsync ─► opened ─► HttpRequestImpl is made: withTraceparent ─► left ─► … ─► accept
 * </pre>
 *
 * <p>Only woven code of Java 11 and later comes here.
 */
public final class JavaNetCall implements BiConsumer<Object, Throwable> {
  /** The call whose request is being built on this thread. */
  private static final ThreadLocal<JavaNetCall> BUILDING = new ThreadLocal<>();

  private final Object call;

  private JavaNetCall(Object call) {
    this.call = call;
  }

  public static int started(Object request) {
    try {
      URI uri = Types.uri(request);
      int token = Bridge.callStarted(Types.method(request), uri.getHost(), port(uri));
      if (token >= 0 && !Types.limited(request)) {
        Bridge.callEndless(
            "java.net.http.HttpClient", "HttpRequest.Builder.timeout({ms} milliseconds)");
      }
      return token;
    } catch (ReflectiveOperationException | RuntimeException notOurBusiness) {
      return -1;
    }
  }

  /**
   * @param response null after an error
   */
  public static void ended(int token, Object response, Throwable error) {
    Bridge.callEnded(token, Types.status(response), error);
  }

  /** Null when nobody listens, or inside another call. */
  public static Object opened(Object request) {
    if (BUILDING.get() != null) {
      return null;
    }
    try {
      URI uri = Types.uri(request);
      Object call = Bridge.callOpened(Types.method(request), uri.getHost(), port(uri));
      if (call == null) {
        return null;
      }
      JavaNetCall opened = new JavaNetCall(call);
      BUILDING.set(opened);
      return opened;
    } catch (ReflectiveOperationException | RuntimeException notOurBusiness) {
      return null;
    }
  }

  /** The thread goes on; the call is over when its future is. */
  public static void left(Object opened, CompletableFuture<?> response, Throwable error) {
    if (opened == null) {
      return;
    }
    BUILDING.remove();
    JavaNetCall call = (JavaNetCall) opened;
    if (response == null) {
      call.accept(null, error);
    } else {
      response.whenComplete(call);
    }
  }

  /** The same headers, or a copy that carries the trace unless the application set its own. */
  public static Object withTraceparent(Object headers) throws ReflectiveOperationException {
    JavaNetCall building = BUILDING.get();
    String traceparent = Bridge.traceparent(building == null ? null : building.call);
    if (traceparent == null) {
      return headers;
    }
    Map<String, List<String>> map = Types.map(headers);
    if (map.containsKey("traceparent")) {
      return headers;
    }
    Map<String, List<String>> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    more.putAll(map);
    more.put("traceparent", Collections.singletonList(traceparent));
    String tracestate = Bridge.tracestate();
    if (tracestate != null) {
      more.put("tracestate", Collections.singletonList(tracestate));
    }
    return Types.headers(more);
  }

  @Override
  public void accept(Object response, Throwable error) {
    Throwable cause =
        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    Bridge.callClosed(call, Types.status(response), cause);
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
  }

  /** The public methods of {@code java.net.http}, looked up at the first call. */
  private static final class Types implements BiPredicate<String, String> {
    private static final Types ANY = new Types();
    private static final Method METHOD;
    private static final Method URI_OF;
    private static final Method TIMEOUT;
    private static final Method STATUS;
    private static final Method MAP;
    private static final Method HEADERS;

    static {
      try {
        METHOD = type("HttpRequest").getMethod("method");
        URI_OF = type("HttpRequest").getMethod("uri");
        TIMEOUT = type("HttpRequest").getMethod("timeout");
        STATUS = type("HttpResponse").getMethod("statusCode");
        MAP = type("HttpHeaders").getMethod("map");
        HEADERS = type("HttpHeaders").getMethod("of", Map.class, BiPredicate.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
      // the system loader, because the bootstrap loader does not have this module
      return Class.forName("java.net.http." + name, false, ClassLoader.getSystemClassLoader());
    }

    static String method(Object request) throws ReflectiveOperationException {
      return (String) METHOD.invoke(request);
    }

    static URI uri(Object request) throws ReflectiveOperationException {
      return (URI) URI_OF.invoke(request);
    }

    static boolean limited(Object request) throws ReflectiveOperationException {
      return ((Optional<?>) TIMEOUT.invoke(request)).isPresent();
    }

    static int status(Object response) {
      try {
        return response == null ? 0 : (int) STATUS.invoke(response);
      } catch (ReflectiveOperationException | RuntimeException notOurBusiness) {
        return 0;
      }
    }

    @SuppressWarnings("unchecked")
    static Map<String, List<String>> map(Object headers) throws ReflectiveOperationException {
      return (Map<String, List<String>>) MAP.invoke(headers);
    }

    static Object headers(Map<String, List<String>> map) throws ReflectiveOperationException {
      return HEADERS.invoke(null, map, ANY);
    }

    @Override
    public boolean test(String name, String value) {
      return true;
    }
  }
}
