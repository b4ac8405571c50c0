package io.harbinger.blackbox;

import io.harbinger.signal.OomKills;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * {@code java -jar harbinger.jar postmortem DIR}: prints what the black boxes in a folder tell, and
 * the reports of those that were reported already. Changes nothing.
 */
public final class PostMortem {
  private final PrintStream out;
  private final Inquest inquest;

  PostMortem(PrintStream out, File root) {
    this.out = out;
    this.inquest = new Inquest(new Kernel(root), new OomKills(root));
  }

  /** The exit status: 0, 1 for wrong words, 2 for a folder that cannot be read. */
  public static Integer run(String[] words) {
    if (words.length != 1) {
      System.err.println("usage: java -jar harbinger.jar postmortem DIR");
      return 1;
    }
    return new PostMortem(System.out, new File("/")).print(new File(words[0]));
  }

  int print(File place) {
    if (!place.isDirectory()) {
      out.println(place + " is no folder");
      return 2;
    }
    try {
      BoxFolder folder = BoxFolder.existing(place.toPath());
      int found = 0;
      for (String suffix : Arrays.asList(BoxFolder.REPORT, BoxFolder.BOX)) {
        for (Path path : folder.files(suffix)) {
          found++;
          out.println(path.getFileName());
          print(path);
        }
      }
      if (found == 0) {
        out.println("no black box in " + place);
      }
      return 0;
    } catch (IOException unreadable) {
      out.println("cannot read " + place + ": " + unreadable);
      return 2;
    }
  }

  private void print(Path path) {
    try {
      byte[] bytes = Files.readAllBytes(path);
      if (path.toString().endsWith(BoxFolder.REPORT)) {
        out.print(new String(bytes, StandardCharsets.UTF_8));
        return;
      }
      Wreck wreck = Wreck.read(bytes);
      if (wreck.owner.runs(inquest.kernel)) {
        out.println(
            wreck.owner.service
                + ": runs (pid "
                + wreck.owner.pid
                + ") with "
                + wreck.requests.size()
                + " requests in flight");
      } else if (wreck.endedWell()) {
        out.println(wreck.owner.service + ": stopped in order (" + wreck.stopReason + ")");
      } else {
        out.print(Obituary.text(wreck, inquest.of(wreck)));
      }
    } catch (IOException | Wreck.NotABox | Wreck.NewerFormat unreadable) {
      out.println("  cannot be read: " + unreadable.getMessage());
    }
  }
}
