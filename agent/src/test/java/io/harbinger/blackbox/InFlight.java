package io.harbinger.blackbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** For tests of the whole agent: what a process would leave if it died now. */
public final class InFlight {
  private InFlight() {}

  /** Requests that have their path already, in the one box of this folder; 0 without one. */
  public static int in(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    int known = 0;
    for (Path box : BoxFolder.existing(folder).files(BoxFolder.BOX)) {
      try {
        for (CutRequest request : DeadProcess.read(box).requests) {
          known += request.path.isEmpty() ? 0 : 1;
        }
      } catch (Exception beingMade) {
        return 0;
      }
    }
    return known;
  }

  /** Of those, how many were looked at. */
  public static int noted(Path folder) throws Exception {
    int noted = 0;
    for (Path box : BoxFolder.existing(folder).files(BoxFolder.BOX)) {
      for (CutRequest request : DeadProcess.read(box).requests) {
        noted += request.notedAgeNanos < 0 ? 0 : 1;
      }
    }
    return noted;
  }
}
