package io.harbinger.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.harbinger.export.LastPost;
import io.harbinger.export.PreviousExit;
import io.harbinger.watch.KeptRequest;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FarewellTest {
  private static final long LATER = Long.MAX_VALUE / 2;

  @TempDir Path root;
  @TempDir Path folder;

  private NextStart next;
  private Sent sent;
  private final Post post = new Post();

  @BeforeEach
  void start() throws Exception {
    next = new NextStart(root);
    sent = next.sent;
  }

  @Test
  void postsWhoIsStillThereAndLeavesTheOthersToTheNextStart() throws Exception {
    posts(folder);
  }

  @Test
  void postsFromMemoryToo() throws Exception {
    Path memory = Path.of("/dev/shm");
    assumeTrue(Files.isWritable(memory), "no memory to map");
    Path mapped = Files.createTempDirectory(memory, "harbinger-test");
    try {
      posts(mapped);
    } finally {
      for (Path left : BoxFolder.existing(mapped).files(BoxFolder.REPORT)) {
        Files.delete(left);
      }
      Files.delete(mapped);
    }
  }

  private void posts(Path place) throws Exception {
    BoxFile box = stopping(place);
    FlightTable table = inFlight(box, 10, 11, 12);
    sent.post = post;
    Farewell farewell = farewell(place, box);
    farewell.prepare();
    farewell.begin(LATER);
    post.whileEncodingTheEvent =
        () -> {
          table.ended(0);
          table.ended(1);
          DeadProcess.begin(table, 1, 20);
        };
    post.whileEncoding.add(() -> {}); // 10, 11, 12
    post.whileEncoding.add(() -> {});
    post.whileEncoding.add(() -> {});
    post.whileEncoding.add(() -> DeadProcess.begin(table, 3, 30)); // 20
    assertThat(farewell.posts(LATER)).isTrue();
    assertThat(post.spans).containsExactlyInAnyOrder(12L, 20L);
    assertThat(post.events).isEqualTo(1);

    box.close();
    assertThat(next.in(place, null).report()).isTrue();
    assertThat(sent.spanIds()).containsExactly(30L);
    assertThat(sent.exits).isEmpty();
    assertThat(box.path).doesNotExist();
    assertThat(BoxFolder.existing(place).files(BoxFolder.REPORT)).hasSize(1);
  }

  @Test
  void leavesAllToTheNextStartWhenThePostDoesNotLeaveWhole() throws Exception {
    BoxFile box = stopping(folder);
    inFlight(box, 10, 11);
    sent.post = post;
    post.breaks = true;
    Farewell farewell = farewell(folder, box);
    farewell.begin(LATER);
    assertThat(farewell.posts(LATER)).isTrue();

    box.close();
    assertThat(next.in(folder, null).report()).isTrue();
    assertThat(sent.spanIds()).containsExactly(10L, 11L);
    assertThat(sent.exits).hasSize(1);
  }

  @Test
  void saysNothingWhenAllHaveEnded() throws Exception {
    BoxFile box = stopping(folder);
    FlightTable table = inFlight(box, 10);
    sent.post = post;
    post.whileEncodingTheEvent = () -> table.ended(0);
    Farewell farewell = farewell(folder, box);
    farewell.begin(LATER);
    assertThat(farewell.posts(LATER)).isTrue();
    assertThat(post.spans).isEmpty();
    assertThat(post.events).isZero();
  }

  @Test
  void sendsBatchesWhereTheCollectorTakesNoPost() throws Exception {
    BoxFile box = stopping(folder);
    FlightTable table = inFlight(box, 10, 11, 12);
    sent.post = post;
    post.takes = false;
    sent.duringEvent = () -> table.ended(0);
    sent.duringSpans =
        () -> {
          table.ended(1);
          DeadProcess.begin(table, 1, 20);
        };
    Farewell farewell = farewell(folder, box);
    farewell.begin(LATER);
    assertThat(farewell.posts(LATER)).isFalse();
    farewell.send();
    assertThat(sent.spanIds()).containsExactly(11L, 12L);

    box.close();
    sent.duringSpans = () -> {};
    assertThat(next.in(folder, null).report()).isTrue();
    assertThat(sent.spanIds()).containsExactly(11L, 12L, 20L);
    assertThat(sent.exits).hasSize(1);
    assertThat(box.path).doesNotExist();
  }

  @Test
  void leavesNothingToSayWhenItToldAllByItself() throws Exception {
    BoxFile box = stopping(folder);
    inFlight(box, 10, 11);
    farewell(folder, box).send();
    box.close();
    assertThat(next.in(folder, null).report()).isTrue();
    assertThat(sent.requests).hasSize(2);
    assertThat(next.stderr.toString().lines()).singleElement().asString().contains("this process");
    assertThat(box.path).doesNotExist();
  }

  private static BoxFile stopping(Path place) throws Exception {
    DeadProcess process = new DeadProcess();
    process.stopBegun = DeadProcess.HEARTBEAT;
    return process.open(place, 4711);
  }

  private static FlightTable inFlight(BoxFile box, long... spans) throws Exception {
    FlightTable table = new FlightTable(box.memory, DeadProcess.SLOTS);
    for (int slot = 0; slot < spans.length; slot++) {
      DeadProcess.begin(table, slot, spans[slot]);
    }
    box.flush(BoxFormat.size(DeadProcess.SLOTS));
    return table;
  }

  private Farewell farewell(Path place, BoxFile box) throws Exception {
    return new Farewell(next.in(place, box.path), sent, box, Known.NOTHING, () -> 0, next.log);
  }

  /** Takes what is posted; a span is encoded as its id. */
  private static final class Post implements LastPost {
    final List<Long> spans = new ArrayList<>();
    int events;
    boolean takes = true;
    boolean breaks;

    /** What the application does meanwhile. */
    Runnable whileEncodingTheEvent = () -> {};

    final List<Runnable> whileEncoding = new ArrayList<>();

    @Override
    public boolean knock(long deadlineNanos) {
      return takes;
    }

    @Override
    public byte[] encoded(PreviousExit exit, KeptRequest cut) {
      if (!whileEncoding.isEmpty()) {
        whileEncoding.remove(0).run();
      }
      return ByteBuffer.allocate(8).putLong(cut.request.trace.spanId).array();
    }

    @Override
    public byte[] encoded(PreviousExit exit) {
      whileEncodingTheEvent.run();
      return new byte[0];
    }

    @Override
    public boolean post(List<byte[]> cut, byte[] event, long deadlineNanos) {
      if (!breaks) {
        cut.forEach(one -> spans.add(ByteBuffer.wrap(one).getLong()));
        events++;
      }
      return !breaks;
    }
  }
}
