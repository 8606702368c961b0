package dev.secrets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.InvalidInputException;
import dev.secrets.SecretNotFoundException;
import dev.secrets.SeveralFailuresException;
import dev.secrets.spi.Prompter;
import dev.secrets.testkit.Canary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ErrorReportTest {

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void each_of_several_failures_has_its_line() {
    int code =
        report(
            Map.of(),
            SeveralFailuresException.of(
                List.of(
                    new SecretNotFoundException("'a' is not there", "look again"),
                    new InvalidInputException("'b' is odd"))));

    assertThat(code).isEqualTo(10);
    assertThat(err)
        .hasToString(
            """
            secrets: error: 'a' is not there
            secrets: hint: look again
            secrets: error: 'b' is odd
            """);
  }

  @Test
  void an_unexpected_failure_shows_its_class_alone() {
    Canary canary = new Canary();

    int code = report(Map.of(), new IllegalStateException(canary.text()));

    assertThat(code).isEqualTo(ExitCode.UNEXPECTED);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("secrets: error: unexpected java.lang.IllegalStateException\n");
    canary.assertAbsentFrom("standard error", err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void debugging_shows_frames_and_still_no_message() {
    Canary canary = new Canary();
    Exception cause = new IllegalArgumentException(canary.text());

    report(Map.of("SECRETS_DEBUG", "1"), new IllegalStateException(canary.text(), cause));

    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("    at " + ErrorReportTest.class.getName())
        .contains("java.lang.IllegalArgumentException\n");
    canary.assertAbsentFrom("standard error", err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void a_broken_pipe_ends_quietly() {
    assertThat(report(Map.of(), new IOException("Broken pipe"))).isEqualTo(ExitCode.BROKEN_PIPE);
    assertThat(err.size()).isZero();
  }

  @Test
  void a_message_stays_on_its_line() {
    report(Map.of(), new InvalidInputException("'a\nb\u001b[31m' is odd"));

    assertThat(err).hasToString("secrets: error: 'a\\x0ab\\x1b[31m' is odd\n");
  }

  private int report(Map<String, String> environment, Exception failure) {
    Host host =
        new Host(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            environment,
            Path.of(""),
            Prompter.none());
    return new ErrorReport(host).report(failure);
  }
}
