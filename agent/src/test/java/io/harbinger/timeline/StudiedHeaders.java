package io.harbinger.timeline;

/** Puts a request's headers where a server's advice puts them. */
public final class StudiedHeaders {
  private StudiedHeaders() {}

  public static void one(HeaderStudy study, String protocol, String... namesAndValues) {
    HeaderStudy.Sample sample = study.begin();
    if (sample != null) {
      for (int i = 0; i < namesAndValues.length; i += 2) {
        study.add(sample, namesAndValues[i], namesAndValues[i + 1]);
      }
      study.done(sample, protocol);
    }
  }

  public static boolean wanted(HeaderStudy study) {
    return study.begin() != null;
  }
}
