package dev.secrets.aws;

import dev.secrets.StorageException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The token by which the agent knows callers of its own machine; read anew for each call. */
record AgentToken(Map<String, String> environment) implements Supplier<Optional<String>> {

  private static final String FILE = "file://";

  @Override
  public Optional<String> get() {
    return Stream.of("AWS_TOKEN", "AWS_SESSION_TOKEN", "AWS_CONTAINER_AUTHORIZATION_TOKEN")
        .map(name -> environment.getOrDefault(name, ""))
        .filter(value -> !value.isEmpty())
        .findFirst()
        .map(value -> value.startsWith(FILE) ? read(value) : value);
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(URI.create(file))).strip();
    } catch (IOException | IllegalArgumentException unreadable) {
      throw new StorageException("cannot read the token of the agent in '" + file + "'");
    }
  }

  @Override
  public String toString() {
    return "AgentToken[redacted]";
  }
}
