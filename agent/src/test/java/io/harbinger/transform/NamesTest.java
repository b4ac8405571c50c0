package io.harbinger.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.jdbc.PgStatement;

class NamesTest {

  @Test
  void rejectsNearlyEverything() {
    assertThat(names().worthParsing("com/example/shop/Basket")).isFalse();
    assertThat(names().want(NamesTest.class)).isFalse();
  }

  @Test
  void findsAnExactNameEvenInTheJdk() {
    assertThat(names().worthParsing("java/net/HttpURLConnection")).isTrue();
    assertThat(names().hinted("java/net/HttpURLConnection")).isFalse();
    assertThat(names().want(HttpURLConnection.class)).isTrue();
  }

  @Test
  void takesAHintOnlyForACandidateOutsideTheIgnoredPackages() {
    assertThat(names().worthParsing("org/postgresql/jdbc/PgStatement")).isTrue();
    assertThat(names().worthParsing("java/sql/Statement")).isFalse();
    assertThat(names().worthParsing("co/elastic/apm/agent/jdbc/StatementAdvice")).isFalse();
    assertThat(names().worthParsing("io/harbinger/library/jdbc/JdbcStatements")).isFalse();
    assertThat(names().worthParsing("com/example/StatementRepository$$SpringCGLIB$$0")).isFalse();
  }

  @Test
  void leavesAloneWhatTheUserExcludes() {
    assertThat(names("org.postgresql.").worthParsing("org/postgresql/jdbc/PgStatement")).isFalse();
    assertThat(names(" java.net. ").want(HttpURLConnection.class)).isFalse();
    assertThat(names("").worthParsing("org/postgresql/jdbc/PgStatement")).isTrue();
  }

  @Test
  void asksALoadedCandidateForItsParents() {
    assertThat(names().want(PgStatement.class)).isTrue();
    assertThat(names().want(PgConnection.class)).isFalse();
  }

  private static Names names(String... excluded) {
    return new Names(
        List.of("java.net.HttpURLConnection"),
        Map.of("Statement", Set.of("java.sql.Statement"), "Pg", Set.of("java.sql.Statement")),
        List.of(excluded));
  }
}
