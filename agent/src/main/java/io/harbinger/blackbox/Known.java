package io.harbinger.blackbox;

import io.harbinger.cause.Finding;
import io.harbinger.timeline.RequestView;

/** What a process that still lives knows of its requests beyond what is in its file. */
interface Known {
  Known NOTHING =
      new Known() {
        @Override
        public RequestView view(CutRequest request, long ageNanos) {
          return null;
        }

        @Override
        public Finding finding(CutRequest request) {
          return null;
        }
      };

  /** The request at that age, or null. */
  RequestView view(CutRequest request, long ageNanos);

  /** What it was last warned of, or null. */
  Finding finding(CutRequest request);
}
