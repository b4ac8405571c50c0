package io.harbinger.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.cause.DatabaseView;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatabaseLooksTest {
  private static final DatabaseView PRESENT = look(9_999, -1);

  private final DatabaseLooks looks = new DatabaseLooks();

  @Test
  void showsTheLastLookAndThoseInWhichSomethingHung() {
    add(look(1_000, 400), look(1_100, 400), look(1_200, -1), look(1_300, -1), look(1_400, 500));

    DatabaseView seen = looks.between(0, ms(900), ms(1_350), ms(1_350), PRESENT);

    assertThat(seen.atNanos).isEqualTo(ms(1_300));
    assertThat(seen.running).isEmpty();
    assertThat(seen.hangs).extracting(look -> look.atNanos).containsExactly(ms(1_000), ms(1_100));
  }

  @Test
  void eachLookKeepsWhenTheLastAnswerCame() {
    add(look(1_000, 400), look(1_100, -1));

    DatabaseView seen = looks.between(0, ms(900), ms(1_200), ms(1_200), PRESENT);

    assertThat(seen.lastCompletedNanos).isEqualTo(ms(1_099));
    assertThat(seen.hangs.get(0).lastCompletedNanos).isEqualTo(ms(999));
  }

  @Test
  void goesBackToTheBeginningOfTheQueueForWhatHung() {
    add(look(1_000, 400), look(2_000, -1));

    assertThat(looks.between(ms(500), ms(1_500), ms(2_500), ms(2_500), PRESENT).hangs).hasSize(1);
    assertThat(looks.between(ms(1_200), ms(1_500), ms(2_500), ms(2_500), PRESENT).hangs).isEmpty();
  }

  @Test
  void takesThePresentWhereNobodyLooked() {
    add(look(1_000, -1));

    assertThat(looks.between(0, ms(1_500), ms(1_540), ms(1_540), PRESENT).atNanos)
        .isEqualTo(ms(9_999));
  }

  @Test
  void theDatabasesWordIsKeptWhenItIsGoneFromTheLastLook() {
    DatabaseView.Blocked blocked =
        new DatabaseView.Blocked(ms(1_000), "select 1", 500, "7", "lock", "idle", 900);
    add(look(1_000, 400).told(List.of(blocked), true, ms(980), null), look(1_100, -1));

    DatabaseView seen = looks.between(0, ms(900), ms(1_200), ms(1_200), PRESENT);

    assertThat(seen.blocked).containsExactly(blocked);
    assertThat(seen.inspected).isTrue();
    assertThat(seen.askedNanos).isEqualTo(ms(980));
  }

  @Test
  void knowsThatOneMoreLookIsWanted() {
    add(look(1_000, 400));
    assertThat(looks.hanging()).isTrue();
    add(look(1_100, -1));
    assertThat(looks.hanging()).isFalse();
  }

  private void add(DatabaseView... all) {
    for (DatabaseView look : all) {
      looks.add(look, Collections.emptyList(), Collections.emptyList());
    }
  }

  /** With one statement in flight since then, or none; the last answer came just before. */
  private static DatabaseView look(long at, long since) {
    List<DatabaseView.Running> running =
        since < 0
            ? List.of()
            : List.of(new DatabaseView.Running("select 1 from t", ms(since), "GET /", 0));
    return DatabaseView.look(ms(at), running, ms(at - 1), List.of(), -1);
  }

  private static long ms(long millis) {
    return millis * 1_000_000;
  }
}
