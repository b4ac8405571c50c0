package com.example.laboratory;

import com.example.stage.ShopKind;
import com.example.stage.Site;
import com.example.stage.Stage;
import java.io.IOException;
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
  private Open open;
  private ShopKind nextKind;
  private FutureTask<Site> next;

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
      Site site = await(next);
      next = null;
      open = new Open(site, new GatewayLog(site.gateway.log()));
      site.visitors.come(VISITS_PER_SECOND);
      site.visitors.leaveEarly(LEAVERS_PER_SECOND, "/report");
    }
    return open;
  }

  /** Starts a shop for later, without visitors. */
  void prepare(ShopKind kind) throws Exception {
    if (next != null && nextKind != kind) {
      await(next).close();
      next = null;
    }
    if (next == null) {
      nextKind = kind;
      next = new FutureTask<>(() -> stage.open(kind));
      Thread thread = new Thread(next, "next shop");
      thread.setDaemon(true);
      thread.start();
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

  record Open(Site site, GatewayLog log) {}
}
