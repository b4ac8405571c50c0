package io.harbinger.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "select * from t where a = 'x'|select * from t where a = ?",
        "select 'it''s', b|select ?, b",
        "select 'a\\'b' from t|select ? from t",
        "select * from t where a in (1, 2, 3)|select * from t where a in (?)",
        "select * from t where a in (?,?, ?)|select * from t where a in (?)",
        "select * from t where a in ('x','y')|select * from t where a in (?)",
        "insert into t values (1, 'a', null)|insert into t values (?, null)",
        "select t1.a2 from t1 where b=-1.5e+10|select t1.a2 from t1 where b=-?",
        "select * from t where a=.5|select * from t where a=?",
        "select 0xCAFE|select ?",
        "select $1, $2 from t|select $1, $2 from t",
        "select $tag$ secret $tag$ from t|select ? from t",
        "select $$ secret $$|select ?",
        "select E'sec\\'ret', x'1f'|select ?, ?",
        "select \"Col 1\" from \"T'able\" where a = 'b'|select \"Col 1\" from \"T'able\" where a = ?",
        "select `a'1` from t where b = \"secret\"|select `a'1` from t where b = ?",
        "select * from t -- secret 1|select * from t",
        "select /* secret 'x */ 1|select ?",
        "select a #> '{b}' from t|select a #> ? from t",
        "select * from t where d > date '2020-01-01'|select * from t where d > date ?",
        "select * from t limit 10 offset 20|select * from t limit ? offset ?",
        "select 'open|select ?",
        "select e1, x2 from n3|select e1, x2 from n3",
      })
  void takesTheDataOut(String raw, String scrubbed) {
    assertThat(Sql.scrub(raw)).isEqualTo(scrubbed);
    assertThat(Sql.scrub(scrubbed)).as("again").isEqualTo(scrubbed);
  }

  @Test
  void makesOneLineOfMany() {
    assertThat(Sql.scrub("select *\n  from t\n -- note\n where a = 1\n"))
        .isEqualTo("select * from t where a = ?");
  }

  @Test
  void cutsALongText() {
    StringBuilder sql = new StringBuilder("select ");
    while (sql.length() < 100_000) {
      sql.append("column_a, ");
    }
    String scrubbed = Sql.scrub(sql.toString());
    assertThat(scrubbed).hasSizeLessThanOrEqualTo(Sql.MAX + 1).endsWith("…");
  }

  @Test
  void cutsALongListInsteadOfItsStatement() {
    StringBuilder sql = new StringBuilder("select * from t where a in (");
    for (int i = 0; i < 1_000; i++) {
      sql.append(i).append(", ");
    }
    assertThat(Sql.scrub(sql + "0) and b = 7"))
        .isEqualTo("select * from t where a in (?) and b = ?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "select * from owners where id = ?|SELECT owners",
        "select o.id, p.name from owners o left join pets p on p.owner_id=o.id|SELECT owners pets",
        "select * from a, b where a.x = b.x|SELECT a b",
        "SELECT count(*) FROM (select * from visits) v|SELECT SELECT visits",
        "insert into public.orders (a, b) values (?)|INSERT public.orders",
        "insert into orders select * from cart|INSERT orders SELECT cart",
        "update only stock set n = n - ?|UPDATE stock",
        "delete from stock where id = ?|DELETE stock",
        "merge into t using s on t.a = s.a|MERGE t",
        "create table if not exists t (a int)|CREATE t",
        "call refresh(?)|CALL refresh",
        "with x as (select * from t) select * from x|SELECT t SELECT x",
        "select ?|SELECT",
        "select * from owners for update|SELECT owners",
        "commit|COMMIT",
        "{call thing(?)}|{CALL",
        "pragma x|PRAGMA",
      })
  void saysInShortWhatAStatementDoes(String sql, String summary) {
    assertThat(Sql.summary(sql)).isEqualTo(summary);
  }

  @Test
  void keepsAShortTextShort() {
    StringBuilder sql = new StringBuilder("select * from t0");
    for (int i = 1; i < 200; i++) {
      sql.append(" join some_table_").append(i).append(" on true");
    }
    assertThat(Sql.summary(sql.toString())).startsWith("SELECT t0 ").hasSizeLessThanOrEqualTo(255);
  }
}
