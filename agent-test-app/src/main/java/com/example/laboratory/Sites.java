package com.example.laboratory;

import com.example.stage.ShopKind;
import com.example.stage.Site;
import com.example.stage.Stage;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Keeps one shop open at a time with its ordinary visitors, opens another when a scenario needs
 * one, and starts the next while the present one is still at work.
 */
final class Sites implements AutoCloseable {

  private static final double VISITS_PER_SECOND = 60;
  private static final double LEAVERS_PER_SECOND = 0.5;

  private final Stage stage;
  private final Map<ShopKind, FutureTask<Site>> prepared = new EnumMap<>(ShopKind.class);
  private Open open;

  Sites(Stage stage) {
    this.stage = stage;
  }

  /** The shop that is open, or another if that one is of another kind. */
  Open take(ShopKind kind) throws Exception {
    if (open != null && open.site.shop.kind != kind) {
      leave();
    }
    if (open == null) {
      prepare(kind);
      Site site = await(prepared.remove(kind));
      open = new Open(site);
      site.visitors.come(VISITS_PER_SECOND);
      site.visitors.leaveEarly(LEAVERS_PER_SECOND, "/report");
    }
    return open;
  }

  /** Starts a shop for later, without visitors. */
  void prepare(ShopKind kind) {
    if (!prepared.containsKey(kind)) {
      FutureTask<Site> task = new FutureTask<>(() -> stage.open(kind));
      prepared.put(kind, task);
      Thread thread = new Thread(task, "next shop");
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** So that no shop is started while another needs the whole machine. */
  void awaitPrepared() throws InterruptedException {
    for (FutureTask<Site> task : prepared.values()) {
      try {
        task.get();
      } catch (ExecutionException told) {
        // who takes this shop is told
      }
    }
  }

  void leave() throws IOException {
    if (open != null) {
      open.site.close();
      open = null;
    }
  }

  private static Site await(FutureTask<Site> task) throws Exception {
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  @Override
  public void close() throws IOException {
    leave();
  }

  /** The shop at which a lane plays. */
  static final class Open {
    final Site site;
    final GatewayLog log;
    final Reception reception;

    /** By {@code nanoTime}, since when only ordinary visitors come, and all is well; or null. */
    Long calmSince;

    Open(Site site) {
      this.site = site;
      log = new GatewayLog(site.gateway.log());
      reception = new Reception(site.shop.receptionLog);
    }
  }
}
