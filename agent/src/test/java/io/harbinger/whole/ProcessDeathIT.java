package io.harbinger.whole;

import static io.harbinger.whole.Received.hex;
import static io.harbinger.whole.Received.tags;
import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.blackbox.InFlight;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The process ends with requests in flight, and the next start of the same service tells. */
class ProcessDeathIT {
  private static final int IN_FLIGHT = 200;
  private static final Path GROUPS = Path.of("/sys/fs/cgroup/memory");

  @TempDir Path onDisk;

  private Received received;
  private final List<Origin> origins = new ArrayList<>();

  static Stream<String> javas() {
    return Origin.javas();
  }

  @BeforeEach
  void receive() throws IOException {
    received = new Received();
  }

  @AfterEach
  void endAll() {
    for (Origin origin : origins) {
      origin.process.destroyForcibly();
    }
    received.close();
  }

  @ParameterizedTest
  @MethodSource("javas")
  void reportsEachOfTwoHundredRequestsInFlightAtAKillOnce(String java) throws Exception {
    Path folder = memory();
    Origin killed = start(java, folder);
    Visit.to(killed, "/shop/goods").answer();
    List<Visit> cut = inFlight(killed, IN_FLIGHT - 1);
    waitUntilNoted(folder, IN_FLIGHT - 1);
    // and one that begins in the last moment
    Visit young = Visit.to(killed, "/shop/goods?young");
    cut.add(young);
    waitUntilSeen(folder, IN_FLIGHT);
    killed.process.destroyForcibly();
    killed.died();
    assertThat(postMortem(folder)).contains("with " + IN_FLIGHT + " requests in flight");

    Origin first = start(java, folder);
    Origin second = start(java, folder);
    assertEachOnce(cut);
    LogRecord exit = exit();
    assertThat(tags(exit))
        .containsEntry("harbinger.cause", "process.killed")
        .containsEntry("harbinger.previous_exit.requests", (long) IN_FLIGHT);
    first.stop();
    second.stop();
    Origin third = start(java, folder);
    Visit last = Visit.sampled(third, "/shop/hello");
    last.answer();
    third.stop();
    received.server(last);
    assertEachOnce(cut);
    assertThat(received.events).filteredOn(ProcessDeathIT::isExit).hasSize(1);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(Path::toString)).singleElement().asString().endsWith(".txt");
    }

    Span span = received.server(young);
    assertThat(span.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
    assertThat(hex(span.getParentSpanId())).isEqualTo(young.callersSpanId);
    assertThat(tags(span))
        .containsEntry("harbinger.gateway.outcome", "process_died")
        .containsEntry("harbinger.gateway.status", 502L)
        .containsEntry("harbinger.cause", "process.killed")
        .containsEntry("error.type", "process.killed")
        .containsEntry("http.request.method", "GET")
        .containsEntry("url.path", "/shop/goods")
        .containsEntry("harbinger.kept", "process_died");
    assertThat(tags(received.server(cut.get(0))).get("harbinger.evidence").toString())
        .containsPattern("it was in (db|pool_wait)");
  }

  @Test
  void reportsFromAFolderOnADiskToo() throws Exception {
    Path folder = onDisk.resolve("box");
    Origin killed = start(Origin.running(), folder);
    List<Visit> cut = inFlight(killed, 20);
    waitUntilSeen(folder, 20);
    killed.process.destroyForcibly();
    killed.died();
    Origin next = start(Origin.running(), folder);
    assertEachOnce(cut);
    next.stop();
  }

  @Test
  void namesTheStopThatCutsRequestsBeforeItEnds() throws Exception {
    Path folder = memory();
    Origin stopped = start(Origin.running(), folder);
    List<Visit> cut = inFlight(stopped, 5);
    waitUntilSeen(folder, 5);
    signal(stopped, "TERM");
    stopped.died();
    assertStopped(cut);
    assertThat(tags(exit())).containsEntry("harbinger.cause", "lifecycle.shutdown");
    assertThat(received.events)
        .filteredOn(event -> event.getEventName().equals("harbinger.condition.started"))
        .extracting(event -> tags(event).get("harbinger.resource"))
        .contains("process");
    Origin next = start(Origin.running(), folder);
    next.stop();
    assertEachOnce(cut);
    assertThat(received.events).filteredOn(ProcessDeathIT::isExit).hasSize(1);
  }

  @Test
  void leavesToTheNextStartWhatTheCollectorDidNotTakeAtTheStop() throws Exception {
    Path folder = memory();
    String nobody = "-Dotel.exporter.otlp.endpoint=http://127.0.0.1:1";
    Origin stopped = start(Origin.running(), folder, nobody);
    List<Visit> cut = inFlight(stopped, 5);
    waitUntilSeen(folder, 5);
    signal(stopped, "TERM");
    stopped.died();
    assertThat(received.spans).isEmpty();
    Origin next = start(Origin.running(), folder);
    assertStopped(cut);
    next.stop();
  }

  @ParameterizedTest
  @MethodSource("javas")
  void namesTheStopThatTakesAwayWhatRequestsNeed(String java) throws Exception {
    Path folder = memory();
    Origin stopped = start(java, folder, "-Dshop.stops=true");
    List<Visit> cut = inFlight(stopped, 5);
    waitUntilSeen(folder, 5);
    signal(stopped, "TERM");
    stopped.died();
    assertEachOnce(cut);
    for (Visit visit : cut) {
      assertThat(tags(received.server(visit)))
          .containsEntry("harbinger.cause", "lifecycle.shutdown")
          .containsEntry("harbinger.cause.detail", "SIGTERM");
    }
  }

  @Test
  void saysNothingOfAProcessThatStoppedInOrder() throws Exception {
    Path folder = memory();
    Origin before = start(Origin.running(), folder);
    Visit.to(before, "/shop/goods").answer();
    before.stop();
    assertThat(folder).isEmptyDirectory();
    Origin after = start(Origin.running(), folder);
    after.stop();
    received.drain();
    assertThat(received.events).noneMatch(ProcessDeathIT::isExit);
    assertThat(after.said).noneMatch(line -> line.contains("process before"));
  }

  @Test
  void findsTheLogOfACrash() throws Exception {
    Path folder = memory();
    Path log = onDisk.resolve("hs_err_%p.log");
    Origin crashed =
        start(Origin.running(), folder, "-XX:ErrorFile=" + log, "-XX:-CreateCoredumpOnCrash");
    List<Visit> cut = inFlight(crashed, 3);
    waitUntilSeen(folder, 3);
    signal(crashed, "SEGV");
    crashed.died();
    Origin next = start(Origin.running(), folder);
    assertEachOnce(cut);
    next.stop();
    Map<String, Object> tags = tags(received.server(cut.get(0)));
    assertThat(tags).containsEntry("harbinger.cause", "process.crashed");
    assertThat(tags.get("harbinger.evidence").toString()).contains("SIGSEGV");
  }

  @Test
  void tellsAKillOfTheOutOfMemoryKillerFromAPlainOne() throws Exception {
    Path group = GROUPS.resolve("harbinger-" + UUID.randomUUID());
    try {
      Files.createDirectory(group);
      Files.writeString(group.resolve("memory.limit_in_bytes"), String.valueOf(400L << 20));
    } catch (IOException notAllowed) {
      System.out.println("not tested, control groups cannot be written here: " + notAllowed);
      return;
    }
    try {
      assertThat(causeOfDeath(group, false)).isEqualTo("process.killed");
      assertThat(causeOfDeath(group, true)).isEqualTo("process.oom_killed");
    } finally {
      Files.delete(group);
    }
  }

  private String causeOfDeath(Path group, boolean full) throws Exception {
    Path folder = memory();
    String[] options = {"-XX:MaxDirectMemorySize=2g"};
    String join = "echo $$ > " + group.resolve("cgroup.procs") + " && exec \"$@\"";
    Origin origin = start(List.of("sh", "-c", join, "sh"), Origin.running(), folder, options);
    List<Visit> cut = inFlight(origin, 3);
    waitUntilSeen(folder, 3);
    if (full) {
      Visit.to(origin, "/shop/fill");
    } else {
      origin.process.destroyForcibly();
    }
    origin.died();
    Origin next = start(List.of("sh", "-c", join, "sh"), Origin.running(), folder, options);
    Object cause = tags(received.server(cut.get(0))).get("harbinger.cause");
    next.stop();
    return cause.toString();
  }

  private void assertStopped(List<Visit> cut) throws InterruptedException {
    assertEachOnce(cut);
    assertThat(tags(received.server(cut.get(0))))
        .containsEntry("harbinger.cause", "lifecycle.shutdown")
        .containsEntry("harbinger.cause.detail", "SIGTERM")
        .containsEntry("harbinger.gateway.outcome", "process_died");
  }

  /** Where a mapped file waits for nothing. */
  private Path memory() throws IOException {
    Path shared = Path.of("/dev/shm");
    Path in = Files.isWritable(shared) ? shared : onDisk;
    Path folder = Files.createTempDirectory(in, "harbinger-test");
    folder.toFile().deleteOnExit();
    return folder;
  }

  private Origin start(String java, Path folder, String... options) throws IOException {
    return start(List.of(), java, folder, options);
  }

  private Origin start(List<String> before, String java, Path folder, String... options)
      throws IOException {
    List<String> all =
        Origin.agent(
            "harbinger.blackbox.dir=" + folder,
            "otel.service.name=shop",
            "otel.exporter.otlp.endpoint=" + received.endpoint(),
            "otel.bsp.schedule.delay=100");
    all.addAll(List.of(options));
    Origin origin = Origin.start(before, java, Libraries.newest(java), all);
    origins.add(origin);
    return origin;
  }

  /** Not {@code Process.destroy}, which also closes the input that the application waits for. */
  private static void signal(Origin origin, String name) throws Exception {
    String pid = String.valueOf(origin.process.pid());
    assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
  }

  /** The first hangs in the database, the others wait for its connection. */
  private static List<Visit> inFlight(Origin origin, int count) throws IOException {
    List<Visit> visits = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      visits.add(Visit.to(origin, "/shop/hang"));
    }
    return visits;
  }

  /** Until so many have their place in the file; the file is what a killed process would leave. */
  private static void waitUntilSeen(Path folder, int requests) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (InFlight.in(folder) < requests) {
      assertThat(System.nanoTime()).as(postMortem(folder)).isLessThan(deadline);
    }
  }

  /** Until all of them are old enough to be looked at. */
  private static void waitUntilNoted(Path folder, int requests) throws Exception {
    waitUntilSeen(folder, requests);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (InFlight.noted(folder) < requests) {
      assertThat(System.nanoTime()).as(postMortem(folder)).isLessThan(deadline);
    }
  }

  private static String postMortem(Path folder) throws Exception {
    Process process =
        new ProcessBuilder(
                Origin.running(), "-jar", Origin.AGENT.toString(), "postmortem", folder.toString())
            .redirectErrorStream(true)
            .start();
    return new String(process.getInputStream().readAllBytes());
  }

  private LogRecord exit() throws InterruptedException {
    received.drain();
    return received.events.stream().filter(ProcessDeathIT::isExit).findFirst().orElseThrow();
  }

  private static boolean isExit(LogRecord event) {
    return event.getEventName().equals("harbinger.previous_exit");
  }

  private void assertEachOnce(List<Visit> cut) throws InterruptedException {
    for (Visit visit : cut) {
      received.server(visit);
    }
    received.drain();
    Map<String, Long> spans =
        received.spans.stream()
            .filter(span -> span.getKind() == Span.SpanKind.SPAN_KIND_SERVER)
            .collect(Collectors.groupingBy(s -> hex(s.getTraceId()), Collectors.counting()));
    assertThat(cut).allSatisfy(visit -> assertThat(spans).containsEntry(visit.traceId, 1L));
  }
}
