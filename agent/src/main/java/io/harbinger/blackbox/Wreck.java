package io.harbinger.blackbox;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the file of a process says; a copy, of a process that is gone or that still runs. */
final class Wreck {
  final Owner owner;
  final Lines vitals;
  final GatewayFacts gateway;
  final long heartbeatNanos;
  final long stopBegunNanos;
  final long stopEndedNanos;

  /** Empty without an orderly stop. */
  final String stopReason;

  final boolean reported;
  final boolean eventHanded;

  /** Requests in flight, the eldest first. */
  final List<CutRequest> requests;

  /** Slots that were cut while they were written. */
  final int torn;

  private final boolean[] handed;

  private Wreck(ByteBuffer box, int slots, Owner owner) {
    this.owner = owner;
    vitals = Vitals.read(box);
    gateway = new GatewayFacts(vitals);
    heartbeatNanos = box.getLong(BoxFormat.HEARTBEAT);
    stopBegunNanos = box.getLong(BoxFormat.STOP_BEGUN);
    stopEndedNanos = box.getLong(BoxFormat.STOP_ENDED);
    String reason = TextArea.read(box, BoxFormat.STOP_REASON, BoxFormat.STOP_REASON_BYTES);
    stopReason = stopBegunNanos == 0 ? "" : reason == null ? "exit" : reason;
    reported = box.getLong(BoxFormat.REPORTED) != 0;
    eventHanded = box.getLong(BoxFormat.EVENT_HANDED) != 0;
    handed = new boolean[slots];
    List<CutRequest> found = new ArrayList<>();
    int broken = 0;
    for (int slot = 0; slot < slots; slot++) {
      if (CutRequest.isThere(box, slot)) {
        CutRequest request = CutRequest.read(box, slot);
        if (request == null) {
          broken++;
        } else {
          // another request may have been there when it was handed over
          long told = box.getLong(BoxFormat.slot(slot) + BoxFormat.HANDED);
          handed[slot] = told == request.trace.spanId;
          found.add(request);
        }
      }
    }
    found.sort((a, b) -> Long.compare(a.startEpochNanos, b.startEpochNanos));
    requests = Collections.unmodifiableList(found);
    torn = broken;
  }

  /**
   * @throws NotABox it is damaged, or no such file
   * @throws NewerFormat it is of a later version of ours
   */
  static Wreck read(byte[] bytes) throws NotABox, NewerFormat {
    ByteBuffer box = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < BoxFormat.SLOTS || box.getLong(0) != BoxFormat.MAGIC) {
      throw new NotABox("it does not begin as one");
    }
    if (box.getInt(8) > BoxFormat.VERSION) {
      throw new NewerFormat(box.getInt(8));
    }
    int slots = box.getInt(12);
    boolean whole =
        box.getInt(BoxFormat.HEADER_BYTES) == BoxFormat.crc(box, 0, BoxFormat.HEADER_BYTES)
            && box.getInt(16) == BoxFormat.SLOT_BYTES
            && slots >= 0
            && slots <= (bytes.length - BoxFormat.SLOTS) / BoxFormat.SLOT_BYTES;
    String identity = TextArea.read(box, BoxFormat.IDENTITY, BoxFormat.IDENTITY_BYTES);
    if (!whole || identity == null) {
      throw new NotABox("its head is damaged");
    }
    return new Wreck(box, slots, new Owner(Lines.parse(identity)));
  }

  /** Those that nobody has handed over yet. */
  List<CutRequest> unreported() {
    List<CutRequest> left = new ArrayList<>();
    for (CutRequest request : requests) {
      if (!handed[request.slot]) {
        left.add(request);
      }
    }
    return left;
  }

  /** It stopped in order, and nothing was cut. */
  boolean endedWell() {
    return stopBegunNanos != 0 && requests.isEmpty() && torn == 0;
  }

  static final class NotABox extends Exception {
    private static final long serialVersionUID = 1;

    NotABox(String why) {
      super(why);
    }
  }

  static final class NewerFormat extends Exception {
    private static final long serialVersionUID = 1;

    NewerFormat(int version) {
      super("format " + version + " is newer than " + BoxFormat.VERSION);
    }
  }
}
