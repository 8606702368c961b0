package dev.secrets.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fake as a program. */
final class FakeSecretsManagerMainTest {

  @TempDir private Path folder;

  @Test
  void it_tells_its_endpoint_on_the_first_line_and_serves_its_seed() throws IOException {
    Path seed = folder.resolve("seed.json");
    Files.writeString(
        seed, "{\"region\": \"eu-west-1\", \"secrets\": [{\"name\": \"a\", \"string\": \"v\"}]}");
    Process process = start("--port", "0", "--seed", seed.toString());
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      URI endpoint = URI.create(out.readLine());

      assertThat(out.readLine()).isEqualTo("export AWS_ENDPOINT_URL_SECRETS_MANAGER=" + endpoint);
      assertThat(
              new FakeClient(endpoint, "eu-west-1", "AKIATEST")
                  .ok("GetSecretValue", "{'SecretId':'a'}")
                  .get("SecretString")
                  .asText())
          .isEqualTo("v");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void faults_and_lags_are_options() throws IOException {
    Process process =
        start("--fault", "denied,on=ListSecrets", "--listing-lag", "5m", "--deletion-lag", "1s");
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      FakeClient client = new FakeClient(URI.create(out.readLine()), "us-east-1", "AKIATEST");

      assertThat(client.refused("ListSecrets", "{}").code()).isEqualTo("AccessDeniedException");
    } finally {
      process.destroyForcibly();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--seed", "--color red", "--port many", "--port 99999", "--fault slow"})
  void wrong_usage_ends_it_with_2(String arguments) throws Exception {
    assertThat(exitOf(start(arguments.split(" ")))).isEqualTo(2);
  }

  @Test
  void a_bad_seed_ends_it_with_6_and_one_line_without_values() throws Exception {
    Path seed = folder.resolve("seed.json");
    Files.writeString(seed, "{\"secrets\": [{\"string\": \"swordfish\"}]}");

    Process process = start("--seed", seed.toString());

    List<String> errors = process.errorReader().lines().toList();
    assertThat(errors).containsExactly("fake-aws: error: secret 1 has no name");
    assertThat(exitOf(process)).isEqualTo(6);
  }

  private static Process start(String... arguments) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    line.add(FakeSecretsManagerMain.class.getName());
    line.addAll(List.of(arguments));
    return new ProcessBuilder(line).start();
  }

  private static int exitOf(Process process) throws InterruptedException {
    try {
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("has ended").isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }
}
