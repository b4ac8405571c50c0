package com.example.shop;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;

/** Suggests words. It reads its dictionary when the first visitor comes, which is its fault. */
final class Suggestions extends Page {

  private static final long serialVersionUID = 1L;
  private static final long MILLIS_OF_A_VOLUME = 200;

  private final int volumes;

  /**
   * @param volumes of the dictionary, each of which is read slowly
   */
  Suggestions(int volumes) {
    this.volumes = volumes;
  }

  @Override
  public void init() throws ServletException {
    try {
      for (int volume = 0; volume < volumes; volume++) {
        Thread.sleep(MILLIS_OF_A_VOLUME);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServletException(e);
    }
  }

  @Override
  String render(HttpServletRequest request) {
    return request.getParameter("begins") + " and other words";
  }
}
