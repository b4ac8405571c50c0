package io.harbinger.blackbox;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The folder of the files of all processes of one user.
 *
 * <pre>
 *   setting                                as it is; made with mode 700 where it is missing
 *   /dev/shm/harbinger-{uid}               where that is memory: no store can wait for a disk
 *   {java.io.tmpdir}/harbinger-{user}      elsewhere
 *
 *   {name}.new      being made             {name}.box      in use, or of a process that is gone
 *   {name}.txt      what became of one     {name}.corrupt  nobody can read it
 * </pre>
 */
final class BoxFolder {
  static final String BOX = ".box";
  static final String NEW = ".new";
  static final String REPORT = ".txt";
  static final String CORRUPT = ".corrupt";
  private static final String OURS = "harbinger-[0-9]+-[0-9]+\\.(box|new|txt|corrupt)";

  final Path path;

  /** It lies in memory, where a mapped store never waits. */
  final boolean inMemory;

  private BoxFolder(Path path) {
    this.path = path;
    this.inMemory = isMemory(path);
  }

  static BoxFolder open(String setting, Kernel kernel, Path memory) throws IOException {
    if (!setting.isEmpty()) {
      Path path = new File(setting).getAbsoluteFile().toPath();
      Files.createDirectories(path.getParent());
      return new BoxFolder(made(path));
    }
    long user = kernel.user();
    if (user >= 0 && isMemory(memory) && Files.isWritable(memory)) {
      return new BoxFolder(own(memory.resolve("harbinger-" + user), kernel));
    }
    String name = System.getProperty("user.name", "").replaceAll("[^A-Za-z0-9._-]", "_");
    Path temporary = new File(System.getProperty("java.io.tmpdir")).toPath();
    return new BoxFolder(own(temporary.resolve("harbinger-" + name), kernel));
  }

  /** For reading only; never made. */
  static BoxFolder existing(Path path) {
    return new BoxFolder(path);
  }

  /** In a folder that everybody may write to, somebody else may have been faster. */
  private static Path own(Path path, Kernel kernel) throws IOException {
    made(path);
    long user = kernel.user();
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
        || user >= 0 && Kernel.userOf(path) != user) {
      throw new IOException(path + " belongs to somebody else");
    }
    return path;
  }

  private static Path made(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      try {
        Files.createDirectory(path, forOwner(path, "rwx------"));
      } catch (FileAlreadyExistsException another) {
        // because a process beside us was faster
      }
    }
    return path;
  }

  static FileAttribute<?>[] forOwner(Path path, String mode) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean isMemory(Path path) {
    try {
      String type = Files.getFileStore(path).type();
      return type.equals("tmpfs") || type.equals("ramfs");
    } catch (IOException | RuntimeException unknown) {
      return false;
    }
  }

  /** Files that bear our names, the oldest first. */
  List<Path> files(String suffix) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(path)) {
      for (Path file : all) {
        String name = file.getFileName().toString();
        if (name.matches(OURS) && name.endsWith(suffix)) {
          found.add(file);
        }
      }
    }
    found.sort((a, b) -> Long.compare(changed(a), changed(b)));
    return Collections.unmodifiableList(found);
  }

  static long changed(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis();
    } catch (IOException gone) {
      return 0;
    }
  }

  static Path sibling(Path file, String suffix) {
    String name = file.getFileName().toString();
    return file.resolveSibling(name.substring(0, name.lastIndexOf('.')) + suffix);
  }
}
