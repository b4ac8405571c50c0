package com.example.shop;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Writes down when a worker thread began to read each request. An access log has its line only when
 * a request has ended, and some never do.
 *
 * <pre>
 * milliseconds-since-1970 request-id
 * </pre>
 */
final class ReceptionLog extends ValveBase {

  private final PrintWriter lines;

  ReceptionLog(Path file) throws IOException {
    super(true);
    lines =
        new PrintWriter(
            Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
            true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    // Tomcat notes it at the first byte that a thread reads
    long begun = request.getCoyoteRequest().getStartTime();
    lines.println(begun + " " + request.getHeader("X-Request-Id"));
    getNext().invoke(request, response);
  }
}
