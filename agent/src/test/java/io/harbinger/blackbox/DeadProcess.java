package io.harbinger.blackbox;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Leaves a file as a process would that is no more; a test says how it lived and ended. */
final class DeadProcess {
  static final long START_MILLIS = 1_700_000_000_000L;
  static final long HEARTBEAT = (START_MILLIS + 60_000) * 1_000_000L;
  static final int SLOTS = 64;

  final Lines identity =
      new Lines()
          .put("service", "shop")
          .put("instance", "one")
          .put("version", "1")
          .put("pid", 4711)
          .put("start_ticks", 5)
          .put("boot", "this-boot")
          .put("started_ms", START_MILLIS)
          .put("folder", "/nowhere");

  final Lines vitals =
      new Lines()
          .put("profile", "nginx")
          .put("deadline_ms", 60_000)
          .put("deadline_source", "profile")
          .put("status_timeout", 504)
          .put("status_closed", 502);
  long heartbeat = HEARTBEAT;
  long stopBegun;
  long stopEnded;
  private int requests;

  DeadProcess withRequests(int count) {
    requests = count;
    return this;
  }

  Path leave(Path folder) throws IOException {
    return leave(folder, 4711);
  }

  Path leave(Path folder, int number) throws IOException {
    BoxFile file = open(folder, number);
    file.close();
    return file.path;
  }

  /** The file of one that has not ended yet. */
  BoxFile open(Path folder, int number) throws IOException {
    BoxFolder place = BoxFolder.open(folder.toString(), kernel(), folder);
    BoxFile file = BoxFile.create(place, "harbinger-" + number + "-1", SLOTS, identity.toString());
    FlightTable table = new FlightTable(file.memory, SLOTS);
    for (int i = 0; i < requests; i++) {
      begin(table, i, number * 1_000L + i);
    }
    TextArea.write(
        file.memory, BoxFormat.VITALS, BoxFormat.VITALS_BYTES, 1, vitals.put("seen", 1) + "");
    file.memory.putLong(BoxFormat.HEARTBEAT, heartbeat);
    if (stopBegun != 0) {
      TextArea.write(file.memory, BoxFormat.STOP_REASON, BoxFormat.STOP_REASON_BYTES, 1, "SIGTERM");
      file.memory.putLong(BoxFormat.STOP_BEGUN, stopBegun);
      file.memory.putLong(BoxFormat.STOP_ENDED, stopEnded);
    }
    file.flush(BoxFormat.size(SLOTS));
    return file;
  }

  /** Ids follow from the span's, so that a mixture of two requests shows. */
  static void begin(FlightTable table, int slot, long span) {
    table.begun(slot, span * 31, span * 37, span, span * 41, (byte) 1, start(span));
  }

  static long start(long span) {
    return HEARTBEAT - 1_000_000_000L + span * 43;
  }

  static boolean isWhole(CutRequest request) {
    long span = request.trace.spanId;
    return request.trace.traceHi == span * 31
        && request.trace.traceLo == span * 37
        && request.trace.parentSpanId == span * 41
        && request.startEpochNanos == start(span);
  }

  /** A host without processes. */
  static Kernel kernel() {
    return new Kernel(new File("/nowhere"));
  }

  /** A recorded host that was not started anew. */
  static Path sameBoot(Path root) throws IOException {
    return host(root, "/proc/sys/kernel/random/boot_id", "this-boot\n");
  }

  static Path host(Path root, String file, String text) throws IOException {
    Path path = root.resolve(file.substring(1));
    Files.createDirectories(path.getParent());
    Files.write(path, text.getBytes(StandardCharsets.UTF_8));
    return root;
  }

  static Wreck read(Path file) throws Exception {
    return Wreck.read(Files.readAllBytes(file));
  }
}
