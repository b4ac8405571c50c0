package io.harbinger.timeline;

/**
 * What the operating system has no more of for this process, told by an exception.
 *
 * <p>Only the JDK's own exceptions count, because they pass on the system's error: a database says
 * "No space left on device" of its own disk.
 */
public enum SystemLimit {
  /** EMFILE, ENFILE. */
  DESCRIPTORS("Too many open files"),

  /** EAGAIN of a new thread: the user's or the container's number of tasks, or its memory. */
  THREADS("unable to create native thread", "unable to create new native thread"),

  /** ENOSPC, EDQUOT. */
  DISK("No space left on device", "Disk quota exceeded");

  private final String[] words;

  SystemLimit(String... words) {
    this.words = words;
  }

  static SystemLimit of(String type, String message) {
    boolean jdk = type != null && (type.startsWith("java.io.") || type.startsWith("java.n"));
    boolean error = "java.lang.OutOfMemoryError".equals(type);
    if (message == null || !(jdk || error)) {
      return null;
    }
    for (SystemLimit limit : values()) {
      for (String word : limit.words) {
        if (message.contains(word) && error == (limit == THREADS)) {
          return limit;
        }
      }
    }
    return null;
  }
}
