package dev.secrets.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.testkit.aws.Call;
import dev.secrets.testkit.aws.FakeSecretsManager;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of a secret that awscli and boto3 lead against the same fake, by this command. */
class AwsPeerLifeTest {

  private static final int OK = 0;
  private static final int NOT_FOUND = 3;

  @TempDir Path directory;

  private final FakeSecretsManager fake = FakeSecretsManager.start();

  @AfterEach
  void close() {
    fake.close();
  }

  @Test
  void a_secret_is_led_through_its_life() {
    done("one", "set aws:app/db - --create --tag env=dev");
    done("two", "set aws:app/db - --description database");
    assertThat(done("", "get aws:app/db")).isEqualTo("two");
    assertThat(done("", "get aws:app/db?stage=AWSPREVIOUS")).isEqualTo("one");
    assertThat(done("", "history aws:app/db").lines()).hasSize(2);

    done("", "restore aws:app/db");
    assertThat(done("", "get aws:app/db")).isEqualTo("one");

    done("", "delete aws:app/db --recovery-days 7 --yes");
    assertThat(run("", "get aws:app/db").exit()).isEqualTo(NOT_FOUND);
    done("", "undelete aws:app/db");
    assertThat(done("", "history aws:app/db --json"))
        .contains("\"description\":\"database\"")
        .contains("\"tags\":{\"env\":\"dev\"}");

    done("", "delete aws:app/db --now --yes");
    assertThat(run("", "get aws:app/db").err()).contains("is not there");
    assertThat(fake.calls().stream().map(Call::operation))
        .contains("CreateSecret", "PutSecretValue", "UpdateSecretVersionStage", "RestoreSecret");
  }

  private String done(String input, String line) {
    InProcess.Outcome outcome = run(input, line);
    assertThat(outcome.exit()).as(line + ": " + outcome.err()).isEqualTo(OK);
    return outcome.out();
  }

  private InProcess.Outcome run(String input, String line) {
    InProcess process =
        InProcess.in(directory).with("HOME", directory.toString()).feed(input.getBytes(UTF_8));
    fake.environment().forEach(process::with);
    return process.run(line.split(" "));
  }
}
