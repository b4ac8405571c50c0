package com.example.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Everything that is there once, and shops on demand. */
public final class Stage implements AutoCloseable {

  private static final Path TASKSET = Path.of("/usr/bin/taskset");

  /** In all stages together, because their telemetry meets in one receiver. */
  private static final AtomicInteger SHOPS = new AtomicInteger();

  public final Database database;
  public final ThirdParty thirdParty;
  public final Duration deadline;

  private final Workplace workplace = new Workplace();
  public final GatewayKind gatewayKind;
  private final Path agent;
  private final String collector;

  /**
   * @param agent the agent's jar, or null to play without it
   * @param collector where the agent is to send its telemetry
   */
  public Stage(GatewayKind gatewayKind, Path agent, String collector, Duration deadline)
      throws Exception {
    this.gatewayKind = gatewayKind;
    this.agent = agent;
    this.collector = collector;
    this.deadline = deadline;
    thirdParty = new ThirdParty();
    database = Database.start(workplace);
  }

  /** Starts a shop, its gateway and nobody yet. */
  public Site open(ShopKind kind) throws Exception {
    String name = "shop-" + SHOPS.incrementAndGet();
    ShopAddresses addresses =
        new ShopAddresses(
            agent, collector, database.url(), thirdParty.port, gatewayKind.profile(), deadline);
    ShopProcess shop = new ShopProcess(workplace, name, kind, addresses);
    Gateway gateway = gatewayKind.start(workplace, name, shop.port, deadline);
    return new Site(shop, gateway, new Visitors(name, gateway.port()));
  }

  /**
   * Starts another program beside the shop, one that has nothing to do with it. Where {@code
   * taskset} is installed the two share one processor, so that whoever watches keeps the others.
   */
  public Process neighbour(Site site, Class<?> program) throws IOException {
    List<String> command = new ArrayList<>();
    int processors = Runtime.getRuntime().availableProcessors();
    if (processors > 1 && Files.isExecutable(TASKSET)) {
      String last = "" + (processors - 1);
      site.shop.moveTo(TASKSET, last);
      command.addAll(List.of("" + TASKSET, "-c", last));
    }
    command.addAll(
        List.of(JavaHome.program("java"), "-cp", JavaHome.classPath(), program.getName()));
    return workplace.start("neighbour", command);
  }

  @Override
  public void close() {
    thirdParty.close();
    workplace.close();
  }
}
