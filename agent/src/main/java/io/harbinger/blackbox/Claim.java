package io.harbinger.blackbox;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The sole right to a file whose process is gone.
 *
 * <p>The kernel's lock decides: its process has held it, and of several that come after it one gets
 * it. What was handed over is marked in the file before it is sent, so that whoever comes next does
 * not send it again, whatever happens to this process meanwhile.
 */
final class Claim implements Closeable {
  private static final int LARGEST = 64 << 20;

  final Path path;
  private final FileChannel channel;

  /** Null: of a process that is gone. */
  private final BoxFile own;

  private Claim(Path path, FileChannel channel, BoxFile own) {
    this.path = path;
    this.channel = channel;
    this.own = own;
  }

  /** Null when its process lives, or another one is at it. */
  static Claim of(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(
            path, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException here) {
      // because this process holds it
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
    return lock == null ? null : new Claim(path, channel, null);
  }

  /** This process's own file, which it holds already. */
  static Claim own(BoxFile file) {
    return new Claim(file.path, file.channel, file);
  }

  byte[] read() throws IOException {
    if (own != null) {
      return own.copy();
    }
    int size = (int) Math.min(channel.size(), LARGEST);
    ByteBuffer bytes = ByteBuffer.allocate(size);
    while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) > 0) {
      // until all is there
    }
    return bytes.array();
  }

  void mark(List<CutRequest> requests, boolean handed) throws IOException {
    for (CutRequest request : requests) {
      int at = BoxFormat.slot(request.slot) + BoxFormat.HANDED;
      write(at, handed ? request.trace.spanId : 0);
    }
  }

  void mark(int at, boolean done) throws IOException {
    write(at, done ? 1 : 0);
  }

  private void write(int at, long value) throws IOException {
    if (own != null) {
      // else the next flush takes it back
      own.memory.putLong(at, value);
    }
    ByteBuffer word = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    word.putLong(0, value);
    channel.write(word, at);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
