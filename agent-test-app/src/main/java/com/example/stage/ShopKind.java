package com.example.stage;

import java.util.List;

/** How a shop is started: the options of its JVM, as an operator would have set them. */
public enum ShopKind {
  ORDINARY("256 MB of heap, 6 connections", "-Xmx256m", "-XX:+UseSerialGC"),
  INSPECTING(
      "may ask the database who blocks whom",
      "-Xmx256m",
      "-XX:+UseSerialGC",
      "-Dharbinger.db.inspect=true"),
  SMALL_POOL("2 connections", "-Xmx256m", "-XX:+UseSerialGC", "-Dshop.pool.size=2"),
  SCANT_POOL("4 connections, just enough", "-Xmx256m", "-XX:+UseSerialGC", "-Dshop.pool.size=4"),
  BIG_CATALOGUE(
      "a catalogue of 12 million entries in memory, collected by one thread",
      "-Xms2200m",
      "-Xmx2200m",
      "-XX:+UseSerialGC",
      "-Dshop.catalogue.entries=12000000"),
  SMALL_HEAP(
      "a heap that is nearly full",
      "-Xmx420m",
      "-Xmn40m",
      "-XX:+UseSerialGC",
      "-Dshop.catalogue.entries=3150000"),
  LIMITED("a cpu cgroup of its own", "-Xmx256m", "-XX:+UseSerialGC"),
  CONTAINED(
      "a memory cgroup of its own, of 400 MB",
      "-Xmx256m",
      "-XX:+UseSerialGC",
      "-XX:MaxDirectMemorySize=1g"),
  SHORT_QUEUE(
      "an accept queue of one connection", "-Xmx256m", "-XX:+UseSerialGC", "-Dshop.accept.count=1"),
  WELL_READ("a dictionary of 30 volumes", "-Xmx256m", "-XX:+UseSerialGC", "-Dshop.volumes=30"),
  OWN_NAMES(
      "a name service of its own", "-Xmx256m", "-XX:+UseSerialGC", "-Dsun.net.inetaddr.ttl=0");

  public final String sentence;
  final List<String> options;

  /** What the machine must have left for it, in megabytes. */
  int memory() {
    return this == BIG_CATALOGUE ? 3_000 : 600;
  }

  ShopKind(String sentence, String... options) {
    this.sentence = sentence;
    this.options = List.of(options);
  }
}
