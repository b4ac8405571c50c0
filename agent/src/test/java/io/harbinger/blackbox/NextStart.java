package io.harbinger.blackbox;

import io.harbinger.log.Log;
import io.harbinger.signal.OomKills;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;

/** A process that finds what others of the same boot have left, and where its words go. */
final class NextStart {
  final BoxSettings settings = new BoxSettings();
  final Sent sent = new Sent();
  final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
  final Log log = new Log(new PrintStream(stderr), System::nanoTime, Log.Level.INFO);

  private final Path root;

  /**
   * @param root of the recorded host's files
   */
  NextStart(Path root) throws Exception {
    this.root = root;
    DeadProcess.sameBoot(root);
    settings.service = "shop";
    settings.files = 20;
    settings.ageMillis = Long.MAX_VALUE;
  }

  /**
   * @param own its own file, or null
   */
  Predecessors in(Path folder, Path own) throws Exception {
    Inquest inquest = new Inquest(new Kernel(root.toFile()), new OomKills(root.toFile()));
    return new Predecessors(BoxFolder.existing(folder), own, settings, inquest, sent, log);
  }
}
