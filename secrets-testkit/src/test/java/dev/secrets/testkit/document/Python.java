package dev.secrets.testkit.document;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.secrets.testkit.PeerCommand;
import dev.secrets.testkit.Peers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A reader written in Python, asked about many texts at once. */
final class Python {

  static final ObjectMapper JSON = new ObjectMapper();

  private final PeerCommand command;
  private final String script;

  private Python(PeerCommand command, String script) {
    this.command = command;
    this.script = script;
  }

  /** The script of this name, or the end of the test where the module it stands on is missing. */
  static Python require(String module, String script) {
    PeerCommand python = Peers.require("python3");
    if (python.run("-c", "import " + module).exit() != 0) {
      String message = "python3 has no module '" + module + "'";
      if (Boolean.getBoolean(Peers.REQUIRED)) {
        fail(message);
      }
      abort(message + ": nothing was compared with the real reader");
    }
    return new Python(python, source(script));
  }

  /** The script's answer to each of {@code texts}. */
  JsonNode read(List<String> texts) {
    try {
      return JSON.readTree(
          command
              .with("PYTHONDONTWRITEBYTECODE", "1")
              .feed(JSON.writeValueAsBytes(texts))
              .run("-c", script)
              .expectSuccess()
              .stdout());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String source(String name) {
    try (InputStream stream =
        Python.class.getResourceAsStream("/dev/secrets/testkit/document/" + name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
