package io.harbinger.cause;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlTest {
  @Test
  void findsTheTables() {
    assertThat(Sql.of("select a from Owners o left join \"pets\" p on 1 = 1").relations)
        .containsExactly("owners", "pets");
    assertThat(Sql.of("select a from shop.owners o, pets as p where x in (select 1)").relations)
        .containsExactly("owners", "pets");
    assertThat(Sql.of("UPDATE stock SET quantity = 1").relations).containsExactly("stock");
    assertThat(Sql.of("insert into visits (a) values (?)").relations).containsExactly("visits");
    assertThat(Sql.of("delete from only visits where a = 1").relations).containsExactly("visits");
    assertThat(Sql.of("select now()").relations).isEmpty();
  }

  @Test
  void tellsWriters() {
    assertThat(Sql.of("/* c */ update a set b = 1").writes()).isTrue();
    assertThat(Sql.of("select a from b for update").writes()).isTrue();
    assertThat(Sql.of("select a from b").writes()).isFalse();
  }

  @Test
  void tellsWhatNeedsNoTable() {
    assertThat(Sql.of("validate connection").trivial()).isTrue();
    assertThat(Sql.of("SELECT 1").trivial()).isTrue();
    assertThat(Sql.of("").trivial()).isTrue();
    assertThat(Sql.of("select pg_sleep(5)").trivial()).isFalse();
    assertThat(Sql.of("call report").trivial()).isFalse();
    assertThat(Sql.of("select a from b").trivial()).isFalse();
  }

  @Test
  void knowsAStatementAsTheDatabaseWritesIt() {
    Sql ours = Sql.of("select a from b where c in (?) and d = ?");

    assertThat(ours.sameAs(Sql.of("SELECT a\n FROM b where c in ($1, $2,$3) and d = 'x'")))
        .isTrue();
    assertThat(ours.sameAs(Sql.of("select a from b"))).isFalse();
    assertThat(ours.sameAs(Sql.of(""))).isFalse();
  }

  @Test
  void knowsAStatementThatTheDatabaseHasCut() {
    String text =
        "select name, street, city, telephone, birthday, remarks, discount from u where v = ? and w = ?";

    assertThat(Sql.of(text).sameAs(Sql.of(text.substring(0, 80)))).isTrue();
    assertThat(Sql.of(text).sameAs(Sql.of(text.replace("from u", "from w")))).isFalse();
  }

  @Test
  void leavesOutTheSelectList() {
    String text = "select owner0_.id as id1_, owner0_.name as name2_ from owners owner0_";

    assertThat(Sql.of(text.toUpperCase()).brief()).isEqualTo("SELECT … FROM OWNERS OWNER0_");
    assertThat(Sql.of("select a from b").brief()).isEqualTo("select a from b");
  }
}
