package io.harbinger.timeline;

/**
 * Told of the first and the last moment of every request, on the request's thread: must neither
 * wait nor allocate nor throw.
 *
 * <p>A slot is one request's at a time. {@link #begun} comes again when a caller's trace is taken
 * over.
 */
public interface FlightLog {
  FlightLog NONE =
      new FlightLog() {
        @Override
        public void begun(
            int slot,
            long traceHi,
            long traceLo,
            long spanId,
            long parentSpanId,
            byte flags,
            long startEpochNanos) {}

        @Override
        public void method(int slot, Name method) {}

        @Override
        public void path(int slot, Name path) {}

        @Override
        public void ended(int slot) {}
      };

  void begun(
      int slot,
      long traceHi,
      long traceLo,
      long spanId,
      long parentSpanId,
      byte flags,
      long startEpochNanos);

  void method(int slot, Name method);

  void path(int slot, Name path);

  void ended(int slot);
}
