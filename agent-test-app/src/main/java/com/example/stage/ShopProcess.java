package com.example.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One shop, a Java process of its own with the agent attached. */
public final class ShopProcess implements AutoCloseable {

  /** Also the service's name in its telemetry; unique in a run. */
  public final String name;

  public final ShopKind kind;
  public final int port;

  /** Set only where the kind asks for them, else null. */
  public final CpuLimit cpuLimit;

  private final MemoryLimit memoryLimit;

  public final NameService names;

  /** When a worker thread of the shop began to read each request. */
  public final Path receptionLog;

  private final Workplace workplace;
  private final ShopAddresses addresses;
  private Process process;
  private Path output;
  private int starts;

  ShopProcess(Workplace workplace, String name, ShopKind kind, ShopAddresses addresses)
      throws IOException, InterruptedException {
    this.workplace = workplace;
    this.name = name;
    this.kind = kind;
    requireMemory();
    cpuLimit = kind == ShopKind.LIMITED ? new CpuLimit(workplace, name) : null;
    memoryLimit = kind == ShopKind.CONTAINED ? new MemoryLimit(workplace, name, 400) : null;
    names = kind == ShopKind.OWN_NAMES ? new NameService(workplace, name) : null;
    receptionLog = workplace.folder.resolve(name + "-reception.log");
    this.addresses = addresses;
    start(0);
    port = awaitReady();
    if (names != null) {
      names.serves(process.pid());
    }
  }

  private void start(int atPort) throws IOException {
    String title = starts++ == 0 ? name : name + "-start-" + starts;
    output = workplace.folder.resolve(title + ".log");
    process = workplace.start(title, command(atPort));
  }

  /**
   * @param signal {@code KILL}, as the program kill knows it
   */
  public void end(String signal) throws IOException, InterruptedException {
    workplace.start("kill", List.of("kill", "-" + signal, "" + process.pid()));
    awaitEnd();
  }

  /** As {@code kill} does it, but the process is expected to live. */
  public void signal(String signal) throws IOException, InterruptedException {
    workplace.run("kill", List.of("kill", "-" + signal, "" + process.pid()));
  }

  public void awaitEnd() throws IOException, InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new IOException("the shop does not end");
    }
  }

  /** As the orchestrator does with one that has ended: at the same port. */
  public void startAnew() throws IOException, InterruptedException {
    start(port);
    awaitReady();
  }

  /** Lets the JVM collect all its garbage, as {@code jcmd} from outside can. */
  public void collectGarbage() throws IOException {
    workplace.start("jcmd", List.of(JavaHome.program("jcmd"), "" + process.pid(), "GC.run"));
  }

  /** Lets all its threads run on these processors only. */
  void moveTo(Path taskset, String processors) throws IOException {
    workplace.start("taskset", List.of("" + taskset, "-apc", processors, "" + process.pid()));
  }

  /** Orderly, so that the agent may send what it still has. */
  @Override
  public void close() {
    process.destroy();
    process
        .onExit()
        .orTimeout(10, TimeUnit.SECONDS)
        .exceptionally(
            late -> {
              process.destroyForcibly();
              return process;
            });
  }

  private void requireMemory() throws IOException {
    Path memory = Path.of("/proc/meminfo");
    if (Files.isReadable(memory)) {
      for (String line : Files.readAllLines(memory)) {
        // "MemAvailable:   12345678 kB"
        if (line.startsWith("MemAvailable:")
            && Long.parseLong(line.replaceAll("\\D", "")) / 1024 < kind.memory()) {
          throw new NotPossibleHere("fewer than " + kind.memory() + " MB of memory are left");
        }
      }
    }
  }

  /**
   * @param atPort 0: any that is free
   */
  private List<String> command(int atPort) {
    List<String> command = new ArrayList<>();
    ControlGroup group =
        cpuLimit != null ? cpuLimit.group : memoryLimit != null ? memoryLimit.group : null;
    if (group != null) {
      command.addAll(List.of("sh", "-c", "echo $$ > \"$0\" && exec \"$@\"", "" + group.members));
    }
    command.add(JavaHome.program("java"));
    command.addAll(kind.options);
    // one that crashes leaves its error file, not its memory
    command.add("-XX:-CreateCoredumpOnCrash");
    if (addresses.agent() != null) {
      command.add("-javaagent:" + addresses.agent());
      command.add("-Dotel.exporter.otlp.endpoint=" + addresses.collector());
      command.add("-Dotel.service.name=" + name);
      // as soon as a request has ended, because each scenario waits for its traces
      command.add("-Dotel.bsp.schedule.delay=500");
      command.add("-Dharbinger.gateway.profile=" + addresses.profile());
      command.add("-Dharbinger.blackbox.dir=" + blackBox());
      command.add("-Dharbinger.gateway.deadline=" + addresses.deadline().toMillis() + "ms");
    }
    String host = names == null ? "127.0.0.1" : NameService.ADDRESS_SERVICE;
    command.add("-Dshop.port=" + atPort);
    command.add("-Dshop.jdbc.url=" + addresses.database());
    command.add("-Dshop.payment.url=http://127.0.0.1:" + addresses.thirdPartyPort());
    command.add("-Dshop.address.url=http://" + host + ":" + addresses.thirdPartyPort());
    command.add("-Dshop.reception.log=" + receptionLog);
    command.addAll(List.of("-cp", JavaHome.classPath(), "com.example.shop.Shop"));
    return names == null ? command : names.wrap(command);
  }

  /** Of this run alone, or a shop would report what died in another; in memory as by default. */
  private Path blackBox() {
    Path memory = Path.of("/dev/shm");
    return Files.isWritable(memory)
        ? memory.resolve("harbinger-" + workplace.folder.getFileName())
        : workplace.folder.resolve("blackbox");
  }

  private int awaitReady() throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (process.isAlive() && System.nanoTime() - start < Duration.ofSeconds(90).toNanos()) {
      for (String line : Files.readAllLines(output)) {
        if (line.startsWith("ready ")) {
          return Integer.parseInt(line.substring(6));
        }
      }
      Thread.sleep(50);
    }
    throw new IOException("the shop does not start:\n" + Files.readString(output));
  }
}
