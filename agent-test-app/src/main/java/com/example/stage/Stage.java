package com.example.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Everything that is there once, and shops on demand. */
public final class Stage implements AutoCloseable {

  public final Database database;
  public final ThirdParty thirdParty;
  public final Duration deadline;

  private final Workplace workplace = new Workplace();
  private final Path agent;
  private final String collector;
  private final AtomicInteger shops = new AtomicInteger();

  /**
   * @param agent the agent's jar, or null to play without it
   * @param collector where the agent is to send its telemetry
   */
  public Stage(Path agent, String collector, Duration deadline) throws Exception {
    this.agent = agent;
    this.collector = collector;
    this.deadline = deadline;
    thirdParty = new ThirdParty();
    database = Database.start(workplace);
  }

  /** Starts a shop, its gateway and nobody yet. */
  public Site open(ShopKind kind) throws Exception {
    String name = "shop-" + shops.incrementAndGet();
    ShopAddresses addresses =
        new ShopAddresses(agent, collector, database.url(), thirdParty.port, deadline);
    ShopProcess shop = new ShopProcess(workplace, name, kind, addresses);
    Gateway gateway = Gateway.start(workplace, name, shop.port, deadline);
    return new Site(shop, gateway, new Visitors(name, gateway.port()));
  }

  /** Starts another program on the same machine, one that has nothing to do with the shop. */
  public Process neighbour(Class<?> program) throws IOException {
    return workplace.start(
        "neighbour",
        List.of(JavaHome.program("java"), "-cp", JavaHome.classPath(), program.getName()));
  }

  @Override
  public void close() {
    thirdParty.close();
    workplace.close();
  }
}
