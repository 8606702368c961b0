package dev.secrets.cli;

import dev.secrets.testkit.PeerCommand;
import dev.secrets.testkit.Peers;
import dev.secrets.testkit.aws.FakeSecretsManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** The distribution as the build leaves it, and the project it is tried on. */
final class Packaged {

  static final Path SAMPLE =
      Path.of("..", "docs", "quickstart", "sample").toAbsolutePath().normalize();
  static final Path BUNDLE =
      Path.of("..", "docs", "quickstart", "git-crypt").toAbsolutePath().normalize();

  static final Path LAUNCHER = Path.of("target", "secrets", "bin", "secrets").toAbsolutePath();

  private Packaged() {}

  /** The jars of the library one by one, as programs that use it have them. */
  static Path libraries() {
    return Path.of("target", "libraries").toAbsolutePath();
  }

  /** The packaged command in {@code directory}, without anything of the user's own settings. */
  static PeerCommand secrets(Path directory, Map<String, String> variables) {
    return settle(Peers.require("sh").prefixed(LAUNCHER.toString()), directory, variables);
  }

  /** The program {@code env}, started as the packaged command would be. */
  static PeerCommand env(Path directory, Map<String, String> variables) {
    return settle(Peers.require("env"), directory, variables);
  }

  /** A shell that finds the packaged command on its PATH. */
  static PeerCommand shell(Path directory, Map<String, String> variables) {
    String path = LAUNCHER.getParent() + ":" + System.getenv("PATH");
    return settle(Peers.require("sh"), directory, variables).with("PATH", path);
  }

  private static PeerCommand settle(
      PeerCommand program, Path directory, Map<String, String> variables) {
    PeerCommand settled =
        program
            .in(directory)
            .with("SECRETS_NO_CACHE", "1")
            .with("HOME", directory.toString())
            .without("XDG_CACHE_HOME")
            .without("XDG_CONFIG_HOME")
            .without("SECRETS_ENV")
            .without("CI")
            .without("ANSIBLE_CONFIG")
            .without("ANSIBLE_VAULT_PASSWORD_FILE")
            .without("SECRETS_GIT_CRYPT_KEY_FILE")
            .without("AWS_PROFILE");
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      settled = settled.with(variable.getKey(), variable.getValue());
    }
    return settled;
  }

  /** AWS without secrets, in the account that the sample's ARNs name. */
  static FakeSecretsManager emptyAws() {
    return FakeSecretsManager.builder().account("123456789012").start();
  }

  /** AWS with the sample's secrets. */
  static FakeSecretsManager aws() throws IOException {
    FakeSecretsManager aws = emptyAws();
    aws.seed(Files.readString(SAMPLE.resolveSibling("aws.json")));
    return aws;
  }

  /** A copy of the sample project that a test may change. */
  static Path copyOfSample(Path to) {
    try (Stream<Path> files = Files.walk(SAMPLE)) {
      files
          .filter(Files::isRegularFile)
          .forEach(file -> copy(file, to.resolve(SAMPLE.relativize(file))));
      return to;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void copy(Path from, Path to) {
    try {
      Files.createDirectories(to.getParent());
      Files.copy(from, to);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
