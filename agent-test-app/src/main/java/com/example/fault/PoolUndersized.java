package com.example.fault;

import com.example.stage.ShopKind;
import com.example.stage.Site;
import com.example.stage.Stage;

/**
 * The pool has two connections where the ordinary visitors need three: 50 visits per second hold
 * one for 50 ms on average. Nothing is slow, nobody holds one for long.
 */
public final class PoolUndersized implements Fault {

  @Override
  public String cause() {
    return "timeout.pool_undersized";
  }

  @Override
  public String sentence() {
    return "the shop is started with 2 connections; the visitors are as always";
  }

  @Override
  public ShopKind shop() {
    return ShopKind.SMALL_POOL;
  }

  @Override
  public void inject(Stage stage, Site site) {}

  @Override
  public boolean failsFromTheStart() {
    return true;
  }

  @Override
  public boolean spoilsTheShop() {
    return true;
  }
}
