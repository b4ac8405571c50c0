package io.harbinger.blackbox;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * One process's file, locked as long as the process lives.
 *
 * <pre>
 *   in memory (tmpfs)   {@link #memory} is the mapped file: what was stored survives the process
 *   on a disk           it is an array that {@link #flush} writes out: a mapped store could wait
 *                       for the disk, and with it the whole JVM at its next safepoint
 * </pre>
 *
 * <p>All blocks are written before the mapping, because a store into a hole of a full file system
 * is a SIGBUS.
 */
final class BoxFile implements Closeable {
  private static final int CHUNK = 8_192;

  final Path path;
  final ByteBuffer memory;
  final FileChannel channel;

  /** Null: the memory is the file. */
  private final byte[] staged;

  private BoxFile(Path path, FileChannel channel, ByteBuffer memory, byte[] staged) {
    this.path = path;
    this.channel = channel;
    this.staged = staged;
    this.memory = memory;
    memory.order(ByteOrder.LITTLE_ENDIAN);
  }

  static BoxFile create(BoxFolder folder, String name, int slots, String identity)
      throws IOException {
    Path fresh = folder.path.resolve(name + BoxFolder.NEW);
    Set<OpenOption> options =
        new HashSet<>(
            Arrays.asList(
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS));
    FileChannel channel = FileChannel.open(fresh, options, BoxFolder.forOwner(fresh, "rw-------"));
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw new IOException("somebody else has locked " + fresh);
      }
      int size = BoxFormat.size(slots);
      fill(channel, size);
      byte[] staged = folder.inMemory ? null : new byte[size];
      ByteBuffer memory =
          staged == null
              ? channel.map(FileChannel.MapMode.READ_WRITE, 0, size)
              : ByteBuffer.wrap(staged);
      Path path = folder.path.resolve(name + BoxFolder.BOX);
      BoxFile box = new BoxFile(path, channel, memory, staged);
      TextArea.write(box.memory, BoxFormat.IDENTITY, BoxFormat.IDENTITY_BYTES, 1, identity);
      BoxFormat.writeHeader(box.memory, slots);
      box.flush(size);
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
      return box;
    } catch (IOException | RuntimeException | Error failed) {
      channel.close();
      Files.deleteIfExists(fresh);
      throw failed;
    }
  }

  private static void fill(FileChannel channel, int size) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocate(CHUNK);
    for (int written = 0; written < size; ) {
      zeros.position(0).limit(Math.min(CHUNK, size - written));
      written += channel.write(zeros, written);
    }
  }

  /** As it is now; who is in it goes on writing. */
  byte[] copy() {
    byte[] bytes = new byte[memory.capacity()];
    ByteBuffer from = memory.duplicate();
    from.clear();
    from.get(bytes);
    return bytes;
  }

  boolean mapped() {
    return staged == null;
  }

  /** Writes the first bytes out; by chunks, so that no large buffer outside of the heap is kept. */
  void flush(int bytes) throws IOException {
    for (int at = 0; staged != null && at < bytes; at += CHUNK) {
      ByteBuffer chunk = ByteBuffer.wrap(staged, at, Math.min(CHUNK, staged.length - at));
      channel.write(chunk, at);
    }
  }

  void delete() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException stays) {
      // because the next start removes it
    }
  }

  /** For tests: as if the process had died; the memory stays mapped. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
