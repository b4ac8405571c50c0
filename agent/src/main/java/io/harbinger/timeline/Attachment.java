package io.harbinger.timeline;

/** What was left with one request of a {@link Timeline}: the next generation does not see it. */
final class Attachment {
  final long generation;
  final Object value;

  Attachment(long generation, Object value) {
    this.generation = generation;
    this.value = value;
  }
}
