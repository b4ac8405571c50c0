package io.harbinger.export;

import io.opentelemetry.exporter.internal.FailedExportException.GrpcExportException;
import io.opentelemetry.exporter.internal.FailedExportException.HttpExportException;

/** Why an export failed, in a few words and without anything secret. */
final class Failures {
  private Failures() {}

  static String inWords(Throwable failure) {
    if (failure instanceof HttpExportException
        && ((HttpExportException) failure).failedWithResponse()) {
      return "HTTP status " + ((HttpExportException) failure).getResponse().getStatusCode();
    }
    if (failure instanceof GrpcExportException
        && ((GrpcExportException) failure).failedWithResponse()) {
      return "gRPC status " + ((GrpcExportException) failure).getResponse().getStatusCode();
    }
    Throwable root = failure;
    while (root != null && root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root == null ? "no reason given" : root.toString();
  }
}
