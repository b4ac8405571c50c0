package io.harbinger.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {

  @Test
  void rejectsNearlyEverything() {
    assertThat(names().worthParsing("com/example/shop/Basket")).isFalse();
    assertThat(names().strands("com/example/shop/Basket")).isEmpty();
  }

  @Test
  void findsAnExactNameEvenInTheJdk() {
    assertThat(names().strands("java/net/HttpURLConnection")).hasSize(1);
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
    assertThat(names(" java.net. ").strands("java/net/HttpURLConnection")).isEmpty();
    assertThat(names("").worthParsing("org/postgresql/jdbc/PgStatement")).isTrue();
  }

  private static Names names(String... excluded) {
    Instrumentation library =
        new Instrumentation() {
          @Override
          public String name() {
            return "example";
          }

          @Override
          public List<Weave> weaves() {
            return List.of(
                Weave.exactly("java.net.HttpURLConnection"),
                Weave.implementing("java.sql.Statement", "Statement"));
          }
        };
    return new Names(List.of(library), List.of(excluded));
  }
}
