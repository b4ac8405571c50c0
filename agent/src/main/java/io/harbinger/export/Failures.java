package io.harbinger.export;

import io.opentelemetry.exporter.internal.FailedExportException.GrpcExportException;
import io.opentelemetry.exporter.internal.FailedExportException.HttpExportException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;

/** Why an export failed, in a few words and without anything secret. */
final class Failures {
  private Failures() {}

  /** Whether the collector surely took nothing: it said so, or there was no connection. */
  static Arrival refused(Throwable failure) {
    boolean answered =
        failure instanceof HttpExportException
                && ((HttpExportException) failure).failedWithResponse()
            || failure instanceof GrpcExportException
                && ((GrpcExportException) failure).failedWithResponse();
    Throwable root = root(failure);
    return answered
            || root instanceof ConnectException
            || root instanceof UnknownHostException
            || root instanceof NoRouteToHostException
            || root instanceof SocketTimeoutException
                && String.valueOf(root.getMessage()).toLowerCase(Locale.ROOT).startsWith("connect")
        ? Arrival.REFUSED
        : Arrival.UNCERTAIN;
  }

  static String inWords(Throwable failure) {
    if (failure instanceof HttpExportException
        && ((HttpExportException) failure).failedWithResponse()) {
      return "HTTP status " + ((HttpExportException) failure).getResponse().getStatusCode();
    }
    if (failure instanceof GrpcExportException
        && ((GrpcExportException) failure).failedWithResponse()) {
      return "gRPC status " + ((GrpcExportException) failure).getResponse().getStatusCode();
    }
    Throwable root = root(failure);
    return root == null ? "no reason given" : root.toString();
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root != null && root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }
}
