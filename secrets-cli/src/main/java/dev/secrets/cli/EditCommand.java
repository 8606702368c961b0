package dev.secrets.cli;

import dev.secrets.Pointer;
import dev.secrets.SecretValue;
import dev.secrets.Secrets;
import dev.secrets.file.SafeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code secrets edit}: plaintext in the user's editor; what stays the same keeps its bytes. */
final class EditCommand implements Command {

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
            "A value under the tag !decrypted is encrypted when the editor ends: a changed one anew,",
            "one that stayed the same byte for byte as it was. EDITOR names the editor.",
            "",
            "Example:",
            "  secrets edit deploy/vars/qa.yml");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    Editor editor = new Editor(invocation.host(), "SECRETS_EDITOR", "ANSIBLE_EDITOR", "EDITOR");
    try (Secrets secrets = new Session(invocation).open()) {
      Places.of(invocation, secrets.protection()::files)
          .each(
              file -> editFile(secrets, editor, file),
              (file, field) -> editField(secrets, editor, file, field));
    }
    return ExitCode.DONE;
  }

  private static void editFile(Secrets secrets, Editor editor, Path file) throws IOException {
    try (SecretValue before = secrets.protection().view(file)) {
      Optional<SecretValue> after = edited(editor, before, String.valueOf(file.getFileName()));
      if (after.isPresent()) {
        try (SecretValue value = after.get()) {
          SafeFile.write(secrets.protection().edit(file, value));
        }
      }
    }
  }

  private static void editField(Secrets secrets, Editor editor, Path file, Pointer field)
      throws IOException {
    try (SecretValue before = FileFields.read(secrets, file, field)) {
      Optional<SecretValue> after = edited(editor, before, "value");
      if (after.isPresent()) {
        try (SecretValue value = after.get()) {
          FileFields.write(secrets, file, field, value);
        }
      }
    }
  }

  private static Optional<SecretValue> edited(Editor editor, SecretValue before, String name)
      throws IOException {
    byte[] content = before.copyBytes();
    try {
      return editor.edit(content, name).map(SecretValue::takeOwnership);
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }
}
