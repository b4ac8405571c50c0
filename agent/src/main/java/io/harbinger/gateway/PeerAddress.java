package io.harbinger.gateway;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** A textual address as the kernel's tables print its last word: four bytes, lowest first. */
final class PeerAddress {
  private PeerAddress() {}

  /** For {@code 127.0.0.1} 0x0100007F; -1 for what is no literal address. */
  static long lastFourBytes(String text) {
    if (text == null || text.isEmpty() || !isLiteral(text)) {
      return -1;
    }
    try {
      byte[] bytes = InetAddress.getByName(text).getAddress(); // a literal is never looked up
      long word = 0;
      for (int i = 0; i < 4; i++) {
        word |= (bytes[bytes.length - 4 + i] & 0xFFL) << (8 * i);
      }
      return word;
    } catch (UnknownHostException notAnAddress) {
      return -1;
    }
  }

  /** The way back: {@code 127.0.0.1} of 0x0100007F. */
  static String text(long word) {
    return (word & 0xFF)
        + "."
        + (word >> 8 & 0xFF)
        + "."
        + (word >> 16 & 0xFF)
        + "."
        + (word >> 24 & 0xFF);
  }

  private static boolean isLiteral(String text) {
    boolean colon = text.indexOf(':') >= 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean v4 = c == '.' || (c >= '0' && c <= '9');
      boolean v6 = colon && (c == ':' || c == '%' || Character.isLetterOrDigit(c));
      if (!v4 && !v6) {
        return false;
      }
    }
    return true;
  }
}
