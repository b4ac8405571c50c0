package com.example.stage;

import java.util.Random;
import java.util.function.IntFunction;

/** Which pages ordinary visitors open, in parts of a hundred. */
final class Mix {

  private static final int KINDS_OF_VISIT = 100;

  static String path(Random random) {
    int number = 1 + random.nextInt(100);
    int kind = random.nextInt(KINDS_OF_VISIT);
    for (Part part : PARTS) {
      kind -= part.share;
      if (kind < 0) {
        return part.path.apply(number);
      }
    }
    throw new IllegalStateException("the parts do not add up to a hundred");
  }

  private static final Part[] PARTS = {
    new Part(40, number -> "/products/" + number),
    new Part(22, number -> "/products"),
    new Part(8, number -> "/search?q=product+" + number),
    new Part(8, number -> "/checkout?product=" + number),
    new Part(6, number -> "/cart?visitor=v" + number + "&product=" + number),
    new Part(4, number -> "/addresses?zip=" + number),
    new Part(1, number -> "/wishlist?visitor=" + number),
    new Part(1, number -> "/recent?products=" + number),
    new Part(2, number -> "/coupons?code=SUMMER-S" + number),
    new Part(2, number -> "/invoices?product=" + number),
    new Part(2, number -> "/tracking?pickup=yes&parcel=" + number),
    new Part(1, number -> "/vouchers"),
    new Part(1, number -> "/report"),
    new Part(1, number -> "/export"),
    new Part(1, number -> "/admin"),
  };

  private record Part(int share, IntFunction<String> path) {}

  private Mix() {}
}
