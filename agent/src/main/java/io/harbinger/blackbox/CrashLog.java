package io.harbinger.blackbox;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The file that HotSpot leaves when it crashes, in a few words.
 *
 * <pre>
 *   #  SIGSEGV (0xb) at pc=0x00007f.., pid=4711, tid=4712     {@link #signal}
 *   # Problematic frame:
 *   # C  [libnative.so+0x1a2b]                                {@link #frame}
 *   Current thread (0x…):  JavaThread "http-nio-1" [..]       {@link #thread}
 * </pre>
 */
final class CrashLog {
  private static final int MOST_LINES = 200;

  final File file;

  /** The signal, or the error's first line. */
  final String signal;

  /** Null where it names none. */
  final String frame;

  final String thread;

  private CrashLog(File file, String signal, String frame, String thread) {
    this.file = file;
    this.signal = signal;
    this.frame = frame;
    this.thread = thread;
  }

  /** The one of this process, or null. */
  static CrashLog of(Owner owner) {
    for (File file : places(owner)) {
      // another process may have had the same number before
      if (file.isFile() && file.lastModified() >= owner.startEpochMillis - 1_000) {
        CrashLog log = read(file, owner.pid);
        if (log != null) {
          return log;
        }
      }
    }
    return null;
  }

  private static List<File> places(Owner owner) {
    List<File> places = new ArrayList<>();
    String standard = "hs_err_pid" + owner.pid + ".log";
    if (!owner.errorFile.isEmpty()) {
      File set = new File(owner.errorFile.replace("%p", String.valueOf(owner.pid)));
      places.add(set.isAbsolute() ? set : new File(owner.workingFolder, set.getPath()));
    }
    places.add(new File(owner.workingFolder, standard));
    // where HotSpot goes when it may not write there
    places.add(new File("/tmp", standard));
    places.add(new File(System.getProperty("java.io.tmpdir", "/tmp"), standard));
    return places;
  }

  /** Null when it is not of that process. */
  static CrashLog read(File file, long pid) {
    String signal = null;
    String frame = null;
    String thread = null;
    boolean ours = false;
    boolean frameFollows = false;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(new FileInputStream(file), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      for (int i = 0; line != null && i < MOST_LINES; i++, line = lines.readLine()) {
        String text = line.startsWith("#") ? line.substring(1).trim() : null;
        ours |= line.contains("pid=" + pid + ",") || line.contains("pid=" + pid + " ");
        if (text == null) {
          thread = line.startsWith("Current thread") ? threadName(line) : thread;
        } else if (frameFollows) {
          frame = text;
          frameFollows = false;
        } else if (text.equals("Problematic frame:")) {
          frameFollows = true;
        } else if (signal == null && tells(text)) {
          signal = text.replaceFirst(" at pc=.*", "").replaceFirst(", pid=.*", "");
        }
      }
    } catch (IOException unreadable) {
      return null;
    }
    return ours && signal != null ? new CrashLog(file, signal, frame, thread) : null;
  }

  private static boolean tells(String text) {
    return text.matches("(SIG[A-Z]+|EXCEPTION_|Internal Error|Out of Memory Error|fatal error:).*")
        || text.startsWith("There is insufficient memory")
        || text.startsWith("Native memory allocation");
  }

  private static String threadName(String line) {
    int colon = line.indexOf(':');
    return line.substring(colon + 1).trim();
  }

  String summary() {
    return signal
        + (frame == null ? "" : " in " + frame)
        + (thread == null ? "" : ", on thread " + thread);
  }
}
