package io.harbinger.weave;

/** One weave and the library it belongs to. */
final class Strand {
  final String library;
  final Weave weave;

  Strand(String library, Weave weave) {
    this.library = library;
    this.weave = weave;
  }
}
