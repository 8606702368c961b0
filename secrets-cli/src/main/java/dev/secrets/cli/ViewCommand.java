package dev.secrets.cli;

import dev.secrets.Pointer;
import dev.secrets.SecretValue;
import dev.secrets.Secrets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** {@code secrets view}: plaintext, with inline values decrypted and marked. */
final class ViewCommand implements Command {

  @Override
  public String form() {
    return "[OPTIONS] FILE|REFERENCE...";
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.addPositional(Options.parameters("FILE|REFERENCE", "files, or values in them"));
    spec.addOption(Options.flag("read ansible-vault 1.0 too", "--allow-legacy"));
    Options.addDirectory(spec);
    Options.addKeys(spec);
    spec.usageMessage()
        .footer(
            "",
            "A value that is encrypted in the file stands under the tag !decrypted.",
            "",
            "Example:",
            "  secrets view deploy/vars/qa.yml");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    try (Secrets secrets = new Session(invocation).open()) {
      Map<Path, List<Pointer>> places = Places.of(invocation, secrets.protection()).fields();
      for (Map.Entry<Path, List<Pointer>> place : places.entrySet()) {
        if (place.getValue().isEmpty()) {
          show(invocation.host(), secrets.protection().view(place.getKey()));
        }
        for (Pointer field : place.getValue()) {
          show(invocation.host(), FileFields.read(secrets, place.getKey(), field));
        }
      }
    }
    return ExitCode.DONE;
  }

  private static void show(Host host, SecretValue plaintext) throws IOException {
    byte[] bytes = plaintext.copyBytes();
    try (plaintext) {
      host.out().write(bytes);
      if (bytes.length == 0 || bytes[bytes.length - 1] != '\n') {
        host.print("\n");
      }
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
