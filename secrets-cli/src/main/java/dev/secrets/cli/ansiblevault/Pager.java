package dev.secrets.cli.ansiblevault;

import dev.secrets.cli.Host;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Shows text: through the user's pager when a person reads it, else as it is with a line end at its
 * end. Bytes that are no text show as question marks.
 */
final class Pager {

  private final Host host;

  Pager(Host host) {
    this.host = host;
  }

  void show(byte[] content) throws IOException {
    byte[] text = text(content);
    if (!host.terminal() || !page(text)) {
      host.out().write(text);
      if (text.length == 0 || text[text.length - 1] != '\n') {
        host.out().write('\n');
      }
      host.out().flush();
    }
  }

  /** Whether there is a pager that took it. */
  private boolean page(byte[] text) throws IOException {
    Map<String, String> environment = host.environment();
    String pager =
        environment.getOrDefault("ANSIBLE_PAGER", environment.getOrDefault("PAGER", "less"));
    ProcessBuilder builder =
        new ProcessBuilder(
                "sh", "-c", "command -v ${0%% *} >/dev/null || exit 127; " + pager, pager)
            .directory(host.directory().toFile())
            .redirectOutput(Redirect.INHERIT)
            .redirectError(Redirect.INHERIT);
    builder.environment().putIfAbsent("LESS", "FRSX");
    Process process = builder.start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(text);
    } catch (IOException left) {
      // Whoever leaves the pager early has seen enough.
    }
    try {
      return process.waitFor() != 127;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private static byte[] text(byte[] content) {
    try {
      CharBuffer decoded =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPLACE)
              .replaceWith("?")
              .decode(ByteBuffer.wrap(content));
      ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(decoded);
      byte[] text = new byte[encoded.remaining()];
      encoded.get(text);
      return text;
    } catch (CharacterCodingException impossible) {
      throw new IllegalStateException("whatever is malformed was replaced", impossible);
    }
  }
}
