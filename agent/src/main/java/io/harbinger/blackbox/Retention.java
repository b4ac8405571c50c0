package io.harbinger.blackbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Deletes what is too old or too much: reports, damaged files, files that were never finished, and
 * files of processes that are gone and that nobody of their service came to report.
 */
final class Retention {
  private static final long UNFINISHED_MILLIS = 3_600_000;

  private final BoxFolder folder;
  private final Path own;
  private final BoxSettings settings;

  Retention(BoxFolder folder, Path own, BoxSettings settings) {
    this.folder = folder;
    this.own = own;
    this.settings = settings;
  }

  void tidy() throws IOException {
    long now = System.currentTimeMillis();
    for (String suffix : new String[] {BoxFolder.REPORT, BoxFolder.CORRUPT}) {
      tidy(folder.files(suffix), now);
    }
    List<Path> gone = new ArrayList<>();
    for (Path box : folder.files(BoxFolder.BOX)) {
      if (!box.equals(own) && isGone(box)) {
        gone.add(box);
      }
    }
    gone.sort((a, b) -> Long.compare(lastSign(a), lastSign(b)));
    tidy(gone, now);
    for (Path unfinished : folder.files(BoxFolder.NEW)) {
      if (now - BoxFolder.changed(unfinished) > UNFINISHED_MILLIS && isGone(unfinished)) {
        Files.deleteIfExists(unfinished);
      }
    }
  }

  /** The oldest first. */
  private void tidy(List<Path> files, long now) throws IOException {
    for (int i = 0; i < files.size(); i++) {
      boolean tooMany = files.size() - i > settings.files;
      if (tooMany || now - lastSign(files.get(i)) > settings.ageMillis) {
        Files.deleteIfExists(files.get(i));
      }
    }
  }

  private static boolean isGone(Path box) {
    try (Claim claim = Claim.of(box)) {
      return claim != null;
    } catch (IOException unreadable) {
      return false;
    }
  }

  /** Not a box's own time, because a mapped store need not change it. */
  static long lastSign(Path file) {
    if (file.toString().endsWith(BoxFolder.BOX)) {
      try (Claim claim = Claim.of(file)) {
        Wreck wreck = claim == null ? null : Wreck.read(claim.read());
        return wreck == null ? Long.MAX_VALUE : wreck.heartbeatNanos / 1_000_000L;
      } catch (IOException | Wreck.NotABox | Wreck.NewerFormat unreadable) {
        return BoxFolder.changed(file);
      }
    }
    return BoxFolder.changed(file);
  }
}
