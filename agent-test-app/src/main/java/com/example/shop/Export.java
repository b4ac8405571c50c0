package com.example.shop;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Signs a thousand entries of the catalogue for the printer: processor work. */
final class Export extends Page {

  private static final long serialVersionUID = 1L;
  private static final int ROUNDS = 300;

  private final transient Catalogue catalogue;

  Export(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  String render(HttpServletRequest request) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (int round = 0; round < ROUNDS; round++) {
        for (Catalogue.Entry entry : catalogue.entries.subList(0, 1_000)) {
          digest.update(entry.name().getBytes(StandardCharsets.UTF_8));
          digest.update((byte) entry.codes()[0]);
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
