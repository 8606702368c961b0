package dev.secrets.vault;

import dev.secrets.SecretValue;
import dev.secrets.spi.BackendContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A directory with files, options, variables and a person who answers prompts. */
final class Scene {

  private final Path directory;
  private final Map<String, List<String>> options = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();
  private final Deque<String> answers = new ArrayDeque<>();
  private final List<String> prompts = new ArrayList<>();

  Scene(Path directory) {
    this.directory = directory;
    environment.put("HOME", directory.resolve("home").toString());
    environment.put("PATH", "/usr/bin:/bin");
  }

  Scene file(String name, String content) {
    return file(name, Vaults.bytes(content));
  }

  Scene file(String name, byte[] content) {
    try {
      Path file = directory.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, content);
      return this;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  Scene script(String name, String content) {
    file(name, content);
    return mode(name, "rwx------");
  }

  Scene mode(String name, String permissions) {
    try {
      Files.setPosixFilePermissions(
          directory.resolve(name), PosixFilePermissions.fromString(permissions));
      return this;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  Scene option(String name, String value) {
    options.computeIfAbsent(name, unused -> new ArrayList<>()).add(value);
    return this;
  }

  Scene variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Scene answers(String... typed) {
    answers.addAll(List.of(typed));
    return this;
  }

  /** The prompts that were shown. */
  List<String> prompts() {
    return prompts;
  }

  BackendContext context() {
    return BackendContext.builder()
        .directory(directory)
        .options(options)
        .environment(environment)
        .prompter(
            prompt -> {
              prompts.add(prompt);
              return Optional.ofNullable(answers.poll()).map(SecretValue::ofText);
            })
        .build();
  }

  /** The passwords as they are tried, each as {@code label=password}. */
  List<String> passwords() {
    return passwords(Purpose.DECRYPT);
  }

  List<String> passwords(Purpose purpose) {
    try (VaultSecrets secrets = new VaultSecretsLoader(context()).load(purpose)) {
      return secrets.all().stream()
          .map(secret -> secret.label() + "=" + secret.password().revealAsString())
          .toList();
    }
  }
}
