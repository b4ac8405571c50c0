package io.harbinger.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What is configured on both sides, as far as it is known now. */
public final class Setup {
  /** The gateway that talks to this process. */
  final Profile profile;

  /** How the profile is called in a sentence. */
  final String gateway;

  /** How long the gateway waits for an answer; 0: for ever. */
  final long deadlineMillis;

  public final List<Server> servers = new ArrayList<>();
  public final List<Pool> pools = new ArrayList<>();

  /** Response headers that came near the gateway's limit. */
  public final List<Head> heads = new ArrayList<>();

  /** Databases whose connections have no limit on reading. */
  public final List<Database> endlessDatabases = new ArrayList<>();

  /** Hosts that are called without a limit on the answer. */
  public final List<Host> endlessHosts = new ArrayList<>();

  /**
   * @param assumed nobody said that this is the gateway
   */
  public Setup(Profile profile, boolean assumed, long deadlineMillis) {
    this.profile = profile;
    this.deadlineMillis = deadlineMillis;
    gateway = profile.name + (assumed ? " (assumed until it is recognised)" : "");
  }

  public static Setup of(Deadlines deadlines) {
    return new Setup(deadlines.profile(), deadlines.assumed(), deadlines.usual().limitMillis);
  }

  /** Equal as long as there is nothing new to look at. */
  public Object fingerprint() {
    List<Object> all = new ArrayList<>();
    all.add(gateway);
    all.add(deadlineMillis);
    servers.forEach(server -> all.add(server.resource));
    pools.forEach(pool -> all.add(Objects.hash(pool.name, pool.waitMillis)));
    endlessDatabases.forEach(database -> all.add(database.name));
    endlessHosts.forEach(host -> all.add(host.name));
    heads.forEach(head -> all.add(head.who));
    return all;
  }

  /** A listening socket; a figure that is not known is -1. */
  public static final class Server {
    /** As its users call it. */
    final String name;

    final String resource;
    public long idleMillis = -1;
    public int requestHeaderBytes = -1;
    public int responseHeaderBytes = -1;

    /** Texts with the new value as <code>{s}</code>, <code>{ms}</code>, <code>{bytes}</code>. */
    public String idleSetting;

    public String requestHeaderSetting;
    public String responseHeaderSetting;

    public Server(String name, int port) {
      this.name = name + " on port " + port;
      resource = "server:" + port;
    }
  }

  /** A pool of connections to a database. */
  public static final class Pool {
    final String name;

    /** 0: for ever; -1: not known. */
    public long waitMillis = -1;

    public String waitSetting;

    /** 0: off; -1: not known. */
    public long leakDetectionMillis = -1;

    public String leakDetectionSetting;

    public Pool(String name) {
      this.name = name;
    }
  }

  /** A response's header. */
  public static final class Head {
    final String who;
    final int bytes;

    /** The largest of its headers. */
    final String header;

    final int headerBytes;

    public Head(String who, int bytes, String header, int headerBytes) {
      this.who = who;
      this.bytes = bytes;
      this.header = header;
      this.headerBytes = headerBytes;
    }
  }

  public static final class Database {
    final String name;

    /** With the new value as <code>{s}</code> or <code>{ms}</code>. */
    final String setting;

    public Database(String name, String setting) {
      this.name = name;
      this.setting = setting;
    }
  }

  public static final class Host {
    final String name;
    final String client;
    final String setting;

    public Host(String name, String client, String setting) {
      this.name = name;
      this.client = client;
      this.setting = setting;
    }
  }
}
