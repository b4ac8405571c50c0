package com.example.stage;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The name service of one shop. The shop runs in a mount namespace of its own, whose {@code
 * /etc/hosts} is ours. To make it hang, a pipe that nobody writes to is mounted over that file: the
 * C library then waits in the middle of {@code getaddrinfo}, as it does for a DNS server that never
 * answers. Needs unprivileged namespaces, no root.
 */
public final class NameService {

  static final String ADDRESS_SERVICE = "addresses.partner.example";

  private final Workplace workplace;
  private final Path hosts;
  private final Path pipe;
  // written before the shop takes visitors, read by the fault's thread afterwards
  private volatile long pid;

  /**
   * @throws NotPossibleHere with the reason why this machine does not let us
   */
  NameService(Workplace workplace, String name) throws IOException, InterruptedException {
    this.workplace = workplace;
    hosts = workplace.folder.resolve(name + "-hosts");
    pipe = workplace.folder.resolve(name + "-hosts-that-hang");
    // nobody else is asked: the question stays on this machine
    Files.writeString(workplace.folder.resolve(name + "-hosts.resolv"), "nameserver 127.0.0.1\n");
    Files.writeString(hosts, "127.0.0.1 localhost " + ADDRESS_SERVICE + "\n");
    if (!workplace.run("namespace", List.of("unshare", "-rm", "true"))
        || !workplace.run("pipe", List.of("mkfifo", pipe.toString()))) {
      throw new NotPossibleHere("this machine does not allow a mount namespace (unshare -rm)");
    }
  }

  /** Puts the command into a namespace of its own; the process id stays the same. */
  List<String> wrap(List<String> command) {
    List<String> wrapped =
        new ArrayList<>(
            List.of(
                "unshare",
                "-rm",
                "sh",
                "-c",
                "mount --bind \"$0\" /etc/hosts && mount --bind \"$0.resolv\" /etc/resolv.conf"
                    + " && exec \"$@\"",
                hosts.toString()));
    wrapped.addAll(command);
    return wrapped;
  }

  void serves(long pid) {
    this.pid = pid;
  }

  public void hang() throws IOException, InterruptedException {
    inside("mount", "--bind", pipe.toString(), "/etc/hosts");
  }

  public void recover() throws IOException, InterruptedException {
    // lazily, because lookups that wait keep it busy
    inside("umount", "--lazy", "/etc/hosts");
    // the one that waits gets its answer; opened for reading too, because otherwise this would wait
    // for a reader
    try (RandomAccessFile late = new RandomAccessFile(pipe.toFile(), "rw")) {
      late.write(Files.readAllBytes(hosts));
    }
  }

  private void inside(String... command) throws IOException, InterruptedException {
    List<String> words =
        new ArrayList<>(List.of("nsenter", "-t", "" + pid, "-U", "-m", "--preserve-credentials"));
    words.addAll(List.of(command));
    if (!workplace.run("nsenter", words)) {
      throw new IOException(String.join(" ", command) + " failed inside the shop's namespace");
    }
  }
}
