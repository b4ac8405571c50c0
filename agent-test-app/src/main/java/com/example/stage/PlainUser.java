package com.example.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How to start a program that refuses to run as root: the words to put in front of its command. */
final class PlainUser {

  final List<String> prefix;

  private PlainUser(List<String> prefix) {
    this.prefix = prefix;
  }

  static PlainUser find(Workplace workplace) throws IOException, InterruptedException {
    if (!System.getProperty("user.name").equals("root")) {
      return new PlainUser(List.of());
    }
    // an empty user namespace first: files made there still belong to root, so tidying up stays
    // simple
    for (List<String> prefix :
        List.of(
            List.of("unshare", "-U"),
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"),
            List.of("runuser", "-u", "nobody", "--"))) {
      if (works(workplace, prefix)) {
        return new PlainUser(prefix);
      }
    }
    throw new IOException("PostgreSQL does not run as root, and no way to another user was found");
  }

  List<String> command(Path program, List<String> arguments) {
    List<String> command = new ArrayList<>(prefix);
    command.add(program.toString());
    command.addAll(arguments);
    return command;
  }

  private static boolean works(Workplace workplace, List<String> prefix)
      throws InterruptedException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(List.of("sh", "-c", "test $(id -u) -ne 0"));
    try {
      return workplace.run("plain-user", command);
    } catch (IOException e) {
      return false;
    }
  }
}
