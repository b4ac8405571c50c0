package io.harbinger.blackbox;

/** What the black box is told from outside: settings and who the process is. */
public final class BoxSettings {
  public boolean enabled;

  /** Empty: the default, see {@link BoxFolder}. */
  public String folder = "";

  /** Requests in flight that have a slot. */
  public int requests;

  /** Files of processes that are gone: how many, and for how long. */
  public int files;

  public long ageMillis;

  public String service;
  public String instance;
  public String version;
  public String profile;
  public long deadlineMillis;
  public String deadlineSource;

  /** What the visitor gets when the origin is late, and when it dies. */
  public int statusTimeout;

  public int statusClosed;
}
