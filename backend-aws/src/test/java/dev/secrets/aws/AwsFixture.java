package dev.secrets.aws;

import dev.secrets.Secret;
import dev.secrets.SecretPath;
import dev.secrets.SecretValue;
import dev.secrets.SecretVersion;
import dev.secrets.VersionSelector;
import dev.secrets.WriteCondition;
import dev.secrets.spi.BackendContext;
import dev.secrets.spi.SecretStore;
import dev.secrets.spi.StoreConfig;
import dev.secrets.testkit.aws.Call;
import dev.secrets.testkit.aws.FakeSecretsManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** A fake and a store on it. */
abstract class AwsFixture {

  static final String REGION = "us-east-1";

  final FakeSecretsManager fake = FakeSecretsManager.start();
  final SecretStore store = open(fake);

  @AfterEach
  final void closeBoth() {
    store.close();
    fake.close();
  }

  static SecretStore open(FakeSecretsManager fake, String... options) {
    return open(fake.environment(), options);
  }

  /** Options are names and values in turn. */
  static SecretStore open(Map<String, String> environment, String... options) {
    Map<String, String> written = new HashMap<>();
    for (int next = 0; next < options.length; next += 2) {
      written.put(options[next], options[next + 1]);
    }
    return new AwsSecretsManager()
        .open(
            new StoreConfig("aws", written),
            BackendContext.builder().environment(environment).build());
  }

  static SecretPath path(String value) {
    return SecretPath.of(value);
  }

  static String arn(String region, String name) {
    return "arn:aws:secretsmanager:" + region + ":000000000000:secret:" + name;
  }

  Optional<String> find(String path) {
    return find(path, VersionSelector.current());
  }

  Optional<String> find(String path, VersionSelector version) {
    return store
        .find(path(path), version)
        .map(
            secret -> {
              try (secret) {
                return secret.text();
              }
            });
  }

  SecretVersion put(String path, String text, WriteCondition condition) {
    try (SecretValue value = SecretValue.ofText(text)) {
      return store.put(path(path), value, condition);
    }
  }

  List<String> operations() {
    return fake.calls().stream().map(Call::operation).toList();
  }

  static void close(Map<SecretPath, Secret> secrets) {
    secrets.values().forEach(Secret::close);
  }
}
