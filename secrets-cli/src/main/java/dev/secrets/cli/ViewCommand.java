package dev.secrets.cli;

import dev.secrets.SecretValue;
import dev.secrets.Secrets;
import java.io.IOException;
import java.util.Arrays;
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
      Host host = invocation.host();
      Places.of(invocation, secrets.protection()::files)
          .each(
              file -> show(host, secrets.protection().view(file)),
              (file, field) -> show(host, FileFields.read(secrets, file, field)));
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
