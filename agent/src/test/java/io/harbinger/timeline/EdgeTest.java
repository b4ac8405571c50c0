package io.harbinger.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.bridge.Bridge;
import io.harbinger.bridge.Kind;
import io.harbinger.bridge.Recorder;
import java.lang.reflect.Method;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What woven code may do wrong without harm. */
class EdgeTest {
  private final Recording recording = new Recording();
  private final TimelineRecorder recorder = recording.recorder;

  @AfterEach
  void silence() {
    Bridge.recorder = new Recorder();
  }

  @Test
  void takesNullsAndStrangersEverywhere() throws ReflectiveOperationException {
    for (boolean inRequest : new boolean[] {false, true}) {
      Object request = inRequest ? recorder.requestStarted() : null;
      for (Method method : Recorder.class.getDeclaredMethods()) {
        Class<?>[] types = method.getParameterTypes();
        if (method.getName().equals("requestStarted") || method.isSynthetic()) {
          continue;
        }
        Object[] nothing = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
          nothing[i] = types[i] == int.class ? -1 : types[i] == long.class ? (Object) 0L : null;
          nothing[i] = types[i] == Kind.class ? Kind.OTHER : nothing[i];
          nothing[i] = types[i] == boolean.class ? Boolean.FALSE : nothing[i];
        }
        method.invoke(recorder, nothing);
        if (types.length > 0 && types[0] == Object.class) {
          nothing[0] = "a stranger";
          method.invoke(recorder, nothing);
        }
      }
      recorder.requestEnded(request, 200, 0, null);
    }
    assertThat(recorder.counters.errors.sum()).isZero();
  }

  @Test
  void stepsAsideAfterTooManyErrors() {
    Bridge.recorder = recorder;
    for (int i = 0; i < 1_001; i++) {
      recorder.swallowed(new IllegalStateException());
    }
    assertThat(Bridge.recorder).isNotSameAs(recorder);
    assertThat(Bridge.requestStarted()).isNull();
    assertThat(recorder.counters.errors.sum()).isEqualTo(1_001);
  }

  @Test
  void surviesABrokenThrowable() {
    Timeline request = recording.start("GET", "/");
    RuntimeException broken =
        new RuntimeException() {
          private static final long serialVersionUID = 1;

          @Override
          public String getMessage() {
            throw new IllegalStateException();
          }

          @Override
          public synchronized Throwable getCause() {
            throw new IllegalStateException();
          }
        };
    recorder.failed(broken);
    RequestView view = recording.end(request, 500);
    assertThat(view.failure.type).isEqualTo(broken.getClass().getName());
    assertThat(view.failure.message).isNull();
  }

  @Test
  void tellsAFailureInFullOnlyAtTheEnd() {
    Timeline request = recording.start("GET", "/");
    Throwable cause = new SQLException("x".repeat(5_000), "40P01");
    recorder.failed(new IllegalStateException("outer", cause));
    assertThat(request.view(recording.now.get()).failure.stack).isNull();
    Failure failure = recording.end(request, 500).failure;
    assertThat(failure.sqlState).isEqualTo("40P01");
    assertThat(failure.chain).isEqualTo("java.lang.IllegalStateException < java.sql.SQLException");
    assertThat(failure.stack).contains("EdgeTest").contains("Caused by: java.sql.SQLException");
    assertThat(failure.stack).hasSizeLessThanOrEqualTo(16_000);
  }

  @Test
  void endsARequestFromAThreadThatNeverHadIt() {
    Timeline request = recording.start("GET", "/");
    Recording.onAnotherThread(() -> recording.end(request, 200));
    assertThat(recording.kept).hasSize(1);
    Timeline next = recording.start("GET", "/next");
    assertThat(next).isNotNull().isNotSameAs(request);
    assertThat(recording.end(next, 200).http.path).isEqualTo("/next");
  }

  @Test
  void keepsHowTheApplicationConnectsOnlyIfAsked() {
    Properties info = new Properties();
    info.setProperty("user", "shop");
    connect(recorder, info);
    assertThat(recorder.database.access()).isEmpty();

    recording.limits.databaseAccess = true;
    recording.build(java.util.List.of());
    connect(recording.recorder, info);
    connect(recording.recorder, info);
    assertThat(recording.recorder.database.access())
        .extracting(a -> a.properties.getProperty("user"))
        .containsExactly("shop");
  }

  @Test
  void tellsOfAConnectThatFails() {
    recording.start("GET", "/");
    int token = recorder.connectStarted("jdbc:postgresql://me:secret@db:5432/shop?password=x");
    assertThat(recorder.database.connects().get(0).done).isFalse();
    recording.passMillis(30);
    recorder.connectEnded(
        token, null, "jdbc:postgresql://db", null, null, new SQLException("refused", "08001"));
    ConnectAttempt attempt = recorder.database.connects().get(0);
    assertThat(attempt.url).isEqualTo("jdbc:postgresql://db:5432/shop");
    assertThat(attempt.done).isTrue();
    assertThat(attempt.failure.sqlState).isEqualTo("08001");
    assertThat(attempt.endNanos - attempt.startNanos).isEqualTo(30_000_000L);
  }

  @Test
  void takesCredentialsOutOfEveryDriversAddress() {
    assertThat(JdbcUrl.scrub("jdbc:oracle:thin:scott/tiger@host:1521/x"))
        .isEqualTo("jdbc:oracle:thin:@host:1521/x");
    assertThat(JdbcUrl.scrub("jdbc:sqlserver://h:1433;user=a;password=b"))
        .isEqualTo("jdbc:sqlserver://h:1433");
    assertThat(JdbcUrl.scrub("jdbc:mysql://u:p@h/db")).isEqualTo("jdbc:mysql://h/db");
    assertThat(JdbcUrl.scrub(null)).isEqualTo("unknown");
  }

  private static void connect(TimelineRecorder recorder, Properties info) {
    int token = recorder.connectStarted("jdbc:x://db");
    recorder.connectEnded(token, null, "jdbc:x://db", info, new Object(), null);
  }
}
