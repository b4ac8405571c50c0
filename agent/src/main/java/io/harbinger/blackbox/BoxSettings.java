package io.harbinger.blackbox;

import io.harbinger.gateway.Deadline;
import io.harbinger.gateway.Profile;
import java.util.function.Supplier;

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

  /** The gateway in front, as far as it is known by now; asked once a second. */
  public Supplier<Profile> profile;

  public Supplier<Deadline> deadline;
}
