package dev.secrets.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.secrets.testkit.PeerCommand;
import dev.secrets.testkit.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fake as the clients of AWS see it. */
@Tag(Peers.TAG)
final class FakePeerTest {

  private final FakeSecretsManager fake = FakeSecretsManager.start();

  @TempDir private Path folder;

  @AfterEach
  void close() {
    fake.close();
  }

  @Test
  void awscli_leads_a_secret_through_its_life() throws IOException {
    PeerCommand aws = aws();

    run(aws, "create-secret --name app/db --secret-string one --tags Key=env,Value=dev");
    run(aws, "put-secret-value --secret-id app/db --secret-string two");
    run(aws, "update-secret --secret-id app/db --description database");
    assertThat(text(run(aws, "get-secret-value --secret-id app/db"), "SecretString"))
        .isEqualTo("two");
    assertThat(
            text(
                run(aws, "get-secret-value --secret-id app/db --version-stage AWSPREVIOUS"),
                "SecretString"))
        .isEqualTo("one");
    assertThat(run(aws, "list-secret-version-ids --secret-id app/db").get("Versions")).hasSize(2);
    run(aws, "delete-secret --secret-id app/db --recovery-window-in-days 7");
    assertRefused(aws, "get-secret-value --secret-id app/db", "InvalidRequestException");
    run(aws, "restore-secret --secret-id app/db");
    assertThat(text(run(aws, "describe-secret --secret-id app/db"), "Description"))
        .isEqualTo("database");
  }

  @Test
  void awscli_moves_a_label_back() throws IOException {
    PeerCommand aws = aws();
    String first = text(run(aws, "create-secret --name app/db --secret-string one"), "VersionId");
    String second =
        text(run(aws, "put-secret-value --secret-id app/db --secret-string two"), "VersionId");

    run(
        aws,
        "update-secret-version-stage --secret-id app/db --version-stage AWSCURRENT"
            + " --remove-from-version-id %s --move-to-version-id %s".formatted(second, first));

    assertThat(text(run(aws, "get-secret-value --secret-id app/db"), "SecretString"))
        .isEqualTo("one");
  }

  @Test
  void awscli_follows_the_pages_of_a_listing() throws IOException {
    for (int number = 0; number < 5; number++) {
      fake.add("many/" + number, "v");
    }

    JsonNode listed = run(aws(), "list-secrets --page-size 2 --filters Key=name,Values=many/");

    assertThat(listed.get("SecretList")).hasSize(5);
    assertThat(fake.calls("ListSecrets")).hasSize(3);
  }

  @Test
  void awscli_tags_and_makes_passwords() throws IOException {
    PeerCommand aws = aws();
    fake.add("app/db", "v");

    aws.run("tag-resource", "--secret-id", "app/db", "--tags", "Key=env,Value=prod")
        .expectSuccess();
    assertThat(run(aws, "describe-secret --secret-id app/db").get("Tags")).hasSize(1);
    aws.run("untag-resource", "--secret-id", "app/db", "--tag-keys", "env").expectSuccess();
    assertThat(text(run(aws, "get-random-password --password-length 20"), "RandomPassword"))
        .hasSize(20);
  }

  @Test
  void awscli_that_knows_batches_gets_one() throws IOException {
    PeerCommand aws = aws();
    assumeTrue(
        aws.run("batch-get-secret-value", "help").exit() == 0,
        "this awscli is older than BatchGetSecretValue");
    fake.add("one", "1");
    fake.add("two", "2");

    JsonNode answer = run(aws, "batch-get-secret-value --secret-id-list one two absent");

    assertThat(answer.get("SecretValues")).hasSize(2);
    assertThat(answer.get("Errors")).hasSize(1);
  }

  @Test
  void boto3_leads_a_secret_through_its_life() throws IOException {
    PeerCommand python = withEnvironment(Peers.require("python3"));
    assumeTrue(python.run("-c", "import boto3").exit() == 0, "python3 has no boto3");
    Path script = folder.resolve("life.py");
    try (var source = FakePeerTest.class.getResourceAsStream("life.py")) {
      Files.copy(source, script);
    }

    assertThat(python.run(script.toString()).expectSuccess().text()).contains("all is well");
  }

  private PeerCommand aws() {
    return withEnvironment(Peers.require("aws"))
        .prefixed(
            "--endpoint-url", fake.endpoint().toString(), "--output", "json", "secretsmanager");
  }

  /** Neither the configuration of this machine nor a pager may have a say. */
  private PeerCommand withEnvironment(PeerCommand command) {
    PeerCommand changed =
        command
            .with("AWS_CONFIG_FILE", folder.resolve("config").toString())
            .with("AWS_SHARED_CREDENTIALS_FILE", folder.resolve("credentials").toString())
            .with("AWS_PAGER", "")
            .without("AWS_PROFILE")
            .without("AWS_SESSION_TOKEN");
    for (Map.Entry<String, String> variable : fake.environment().entrySet()) {
      changed = changed.with(variable.getKey(), variable.getValue());
    }
    return changed;
  }

  private static JsonNode run(PeerCommand aws, String arguments) throws IOException {
    return FakeClient.JSON.readTree(aws.run(arguments.split(" ")).expectSuccess().stdout());
  }

  private static void assertRefused(PeerCommand aws, String arguments, String code) {
    PeerCommand.Outcome outcome = aws.run(arguments.split(" "));

    assertThat(outcome.exit()).isNotZero();
    assertThat(outcome.stderr()).contains(code);
  }

  private static String text(JsonNode answer, String member) {
    return answer.get(member).asText();
  }
}
