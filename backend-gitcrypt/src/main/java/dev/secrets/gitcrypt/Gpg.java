package dev.secrets.gitcrypt;

import dev.secrets.DecryptionFailedException;
import dev.secrets.StorageException;
import dev.secrets.spi.BackendContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The {@code gpg} program, for what nobody else can do: use secret keys that its agent or a card
 * keeps, and say whether a public key belongs to whom it names.
 */
final class Gpg implements SecretKeyring, PublicKeyring {

  private static final int VALIDITY = 1;
  private static final int TEXT = 9;
  private static final String TRUSTED = "fu";

  private final BackendContext context;
  private final String program;

  private Gpg(BackendContext context, String program) {
    this.context = context;
    this.program = program;
  }

  /** As git is told to call it; empty if it is not installed. */
  static Optional<Gpg> find(BackendContext context) {
    String program = Git.of(context).find("config", "--get", "gpg.program").orElse("gpg");
    Gpg gpg = new Gpg(context, program);
    try {
      return gpg.run("--version").exit() == 0 ? Optional.of(gpg) : Optional.empty();
    } catch (StorageException missing) {
      return Optional.empty();
    }
  }

  @Override
  public Set<String> fingerprints() {
    GitProcess.Result result =
        run("--batch", "--with-colons", "--list-secret-keys", "--fingerprint");
    if (result.exit() != 0) {
      throw new StorageException("GPG error: gpg --list-secret-keys failed");
    }
    Set<String> fingerprints = new HashSet<>();
    records(result, "fpr").forEach(fields -> fingerprints.add(fields[TEXT]));
    return fingerprints;
  }

  /** Without {@code --batch}: gpg may have to ask for a passphrase. */
  @Override
  public byte[] decrypt(Path file) {
    GitProcess.Result result = run("-q", "-d", file.toString());
    if (result.exit() != 0) {
      throw new DecryptionFailedException("GPG error: Failed to decrypt");
    }
    return result.output();
  }

  @Override
  public List<OpenPgpKeys> find(String query) {
    GitProcess.Result result = run("--batch", "--export", "--", query);
    if (result.exit() != 0 || result.output().length == 0) {
      return List.of();
    }
    try {
      return OpenPgpKeys.read(new ByteArrayInputStream(result.output()));
    } catch (IOException impossible) {
      throw new StorageException("GPG error: its export cannot be read");
    }
  }

  @Override
  public boolean trusts(String fingerprint) {
    return records(run("--batch", "--with-colons", "--list-keys", "0x" + fingerprint), "pub")
        .stream()
        .anyMatch(fields -> !fields[VALIDITY].isEmpty() && TRUSTED.contains(fields[VALIDITY]));
  }

  @Override
  public String hint() {
    return "import it with 'gpg --import', or name a file that holds it";
  }

  private static List<String[]> records(GitProcess.Result result, String type) {
    List<String[]> records = new ArrayList<>();
    for (String line : result.line().lines().toList()) {
      String[] fields = line.split(":", -1);
      if (fields[0].equals(type) && fields.length > TEXT) {
        records.add(fields);
      }
    }
    return records;
  }

  private GitProcess.Result run(String... arguments) {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(context.directory().toFile());
    builder.environment().clear();
    builder.environment().putAll(context.environment());
    try (GitProcess process = GitProcess.start(context, program, builder)) {
      return process.finish();
    }
  }
}
