package dev.secrets.cli.ansiblevault;

import dev.secrets.SecretValue;
import dev.secrets.cli.Host;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A directory in which the command runs, with variables, standard input and a person. */
final class VaultScene {

  final Path directory;
  final Map<String, String> variables = new HashMap<>();
  private final Deque<String> answers = new ArrayDeque<>();
  private byte[] input = new byte[0];

  VaultScene(Path directory) {
    this.directory = directory;
    variables.put("HOME", directory.resolve("home").toString());
    variables.put("PATH", System.getenv("PATH"));
    file("pass", "secret\n");
    file("new", "another\n");
  }

  /** What a run left behind. */
  record Outcome(int exit, String out, String err) {}

  VaultScene file(String name, String content) {
    return file(name, content.getBytes(StandardCharsets.UTF_8));
  }

  VaultScene file(String name, byte[] content) {
    try {
      Files.createDirectories(directory.resolve(name).getParent());
      Files.write(directory.resolve(name), content);
      return this;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  VaultScene script(String name, String content) {
    return file(name, "#!/bin/sh\n" + content + "\n").mode(name, "rwx------");
  }

  VaultScene mode(String name, String permissions) {
    try {
      Files.setPosixFilePermissions(
          directory.resolve(name), PosixFilePermissions.fromString(permissions));
      return this;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  VaultScene variable(String name, String value) {
    variables.put(name, value);
    return this;
  }

  VaultScene feed(String text) {
    input = text.getBytes(StandardCharsets.UTF_8);
    return this;
  }

  VaultScene answers(String... typed) {
    answers.addAll(List.of(typed));
    return this;
  }

  String text(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  byte[] bytes(String name) {
    try {
      return Files.readAllBytes(directory.resolve(name));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  String mode(String name) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name)));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  Outcome run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Host host =
        new Host(
            new ByteArrayInputStream(input),
            out,
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            variables,
            directory,
            prompt -> Optional.ofNullable(answers.poll()).map(SecretValue::ofText));
    int exit = new Main(host).run(List.of(arguments));
    return new Outcome(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
