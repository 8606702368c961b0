package dev.secrets.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.secrets.AccessDeniedException;
import dev.secrets.BackendUnavailableException;
import dev.secrets.Secret;
import dev.secrets.SecretNotFoundException;
import dev.secrets.SecretPath;
import dev.secrets.VersionSelector;
import dev.secrets.WriteCondition;
import dev.secrets.spi.SecretStore;
import dev.secrets.testkit.aws.FakeSecretsManager;
import dev.secrets.testkit.aws.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values read through the agent of AWS. */
final class AgentTest extends AwsFixture {

  private SecretStore agent = opened(FakeSecretsManager.AGENT_TOKEN);

  @AfterEach
  void close() {
    agent.close();
  }

  @Test
  void a_value_comes_from_the_agent_without_a_signature() {
    fake.add("app/ä b", "v");

    assertThat(text("app/ä b", VersionSelector.current())).isEqualTo("v");
    assertThat(fake.calls()).extracting(call -> call.region()).containsExactly(REGION);
    assertThat(fake.calls().get(0).retry()).isEmpty();
  }

  @Test
  void bytes_arrive_as_they_are() {
    byte[] bytes = {0, 1, (byte) 0xff};
    fake.add("a", bytes);

    try (Secret secret = agent.find(path("a"), VersionSelector.current()).orElseThrow()) {
      assertThat(secret.bytes()).isEqualTo(bytes);
      assertThat(secret.version().labels()).containsExactly("AWSCURRENT");
    }
  }

  @Test
  void a_version_can_be_chosen() {
    fake.add("a", "one");
    String first = store.versions(path("a")).get(0).id();
    put("a", "two", WriteCondition.any());

    assertThat(text("a", VersionSelector.previous())).isEqualTo("one");
    assertThat(text("a", VersionSelector.id(first))).isEqualTo("one");
    assertThat(agent.find(path("a"), VersionSelector.stage("NO_SUCH"))).isEmpty();
  }

  @Test
  void many_are_read_one_by_one() {
    fake.add("a", "1");
    fake.add("b", "2");

    Map<SecretPath, Secret> found = agent.findAll(List.of(path("a"), path("b"), path("c")));

    assertThat(found).containsOnlyKeys(path("a"), path("b"));
    close(found);
    assertThat(operations()).containsOnly("GetSecretValue").hasSize(3);
  }

  @Test
  void errors_are_told_as_those_of_aws() {
    fake.inject(Fault.accessDenied());

    assertThatExceptionOfType(AccessDeniedException.class)
        .isThrownBy(() -> text("a", VersionSelector.current()));
    fake.clearFaults();
    fake.add("a", "v");
    store.delete(path("a"), dev.secrets.DeleteMode.recoverable());
    assertThatExceptionOfType(SecretNotFoundException.class)
        .isThrownBy(() -> text("a", VersionSelector.current()))
        .withMessageContaining("scheduled for deletion");
  }

  @Test
  void a_bad_token_and_a_missing_one_are_access_errors() {
    fake.add("a", "v");
    for (String token : List.of("wrong", "")) {
      try (SecretStore denied = opened(token)) {
        assertThatExceptionOfType(AccessDeniedException.class)
            .isThrownBy(() -> denied.find(path("a"), VersionSelector.current()))
            .withMessageContaining("token");
      }
    }
  }

  @Test
  void the_token_may_stand_in_a_file(@TempDir Path folder) throws IOException {
    fake.add("a", "v");
    Path file = Files.writeString(folder.resolve("token"), FakeSecretsManager.AGENT_TOKEN + "\n");
    agent = opened(file.toUri().toString().replace("file:/", "file:///").replace("////", "//"));

    assertThat(text("a", VersionSelector.current())).isEqualTo("v");
  }

  @Test
  void an_agent_that_is_not_there_is_unavailable() {
    Map<String, String> environment = new HashMap<>(fake.environment());
    environment.put("AWS_TOKEN", "t");
    try (SecretStore nowhere = open(environment, "agent", "http://127.0.0.1:1")) {
      assertThatExceptionOfType(BackendUnavailableException.class)
          .isThrownBy(() -> nowhere.find(path("a"), VersionSelector.current()))
          .withMessageContaining("agent");
    }
  }

  private SecretStore opened(String token) {
    Map<String, String> environment = new HashMap<>(fake.environment());
    environment.put("AWS_TOKEN", token);
    return open(environment, "agent", fake.agentEndpoint().toString());
  }

  private String text(String path, VersionSelector version) {
    try (Secret secret = agent.find(path(path), version).orElseThrow()) {
      return secret.text();
    }
  }
}
