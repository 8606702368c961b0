package dev.secrets.cli;

import static java.util.stream.Collectors.joining;

import dev.secrets.Pointer;
import dev.secrets.Protection;
import dev.secrets.Secrets;
import dev.secrets.SharedSalt;
import dev.secrets.file.FileChange;
import dev.secrets.file.FileChanges;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** {@code secrets encrypt}, {@code decrypt} and {@code rekey}: many places, all or nothing. */
final class ProtectCommand implements Command {

  private static final String DEFAULT_CODEC = "ansible-vault";

  private final CommandName name;

  ProtectCommand(CommandName name) {
    this.name = name;
  }

  @Override
  public String form() {
    return "[OPTIONS] FILE|REFERENCE|DIRECTORY...";
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.addPositional(
        Options.parameters("FILE|REFERENCE|DIRECTORY", "files, values in them, or directories"));
    if (name == CommandName.ENCRYPT) {
      spec.addOption(Options.value("CODEC", "the codec; else " + DEFAULT_CODEC, "--with"));
      spec.addOption(
          Options.flag("the same plaintext again gives the same bytes", "--deterministic-salt"));
    } else {
      spec.addOption(Options.flag("every protected file of the directory", "--all"));
      spec.addOption(Options.flag("read ansible-vault 1.0 too", "--allow-legacy"));
    }
    if (name == CommandName.REKEY) {
      spec.addOption(Options.value("LABEL@SOURCE", "the new vault password", "--new-vault-id"));
      spec.addOption(Options.value("FILE", "the new vault password", "--new-vault-password-file"));
      spec.addOption(Options.flag("only tell what would be changed", "--dry-run"));
    }
    Options.addDirectory(spec);
    Options.addKeys(spec);
    spec.usageMessage()
        .footer(
            "",
            "All files are checked before one is changed, and all are changed or none.",
            "",
            "Example:",
            "  secrets " + name.word() + " deploy/vars/prod.yml");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    if (invocation.has("--new-vault-id") && invocation.has("--new-vault-password-file")) {
      throw new UsageException(
          "'--new-vault-id' and '--new-vault-password-file' exclude each other");
    }
    FileChanges journaled = Journals.of(invocation.host());
    try (Secrets secrets = new Session(invocation).open()) {
      Protection protection = secrets.protection();
      Places.Listing listing =
          name == CommandName.REKEY ? protection::rekeyable : protection::files;
      Map<Path, List<Pointer>> places = Places.of(invocation, listing).fields();
      List<String> command = command(invocation);
      if (invocation.has("--dry-run")) {
        warnOfSharedSalts(invocation.host(), protection.sharedSalts(places.keySet()));
        return tell(invocation, places.keySet());
      }
      Path typedIn = invocation.host().directory();
      if (!journaled.settle(places.keySet(), command, typedIn)) {
        List<FileChange> changes = changes(invocation, protection, places);
        journaled.carryOut(changes, command, typedIn);
      }
    }
    return ExitCode.DONE;
  }

  private List<String> command(Invocation invocation) {
    return Stream.of(List.of("secrets", name.word()), invocation.arguments().words())
        .flatMap(List::stream)
        .toList();
  }

  private static void warnOfSharedSalts(Host host, List<SharedSalt> shared) {
    for (SharedSalt salt : shared) {
      String places = salt.places().stream().map(Object::toString).collect(joining("', '"));
      host.warn("'" + places + "' share a salt, so their difference tells what they say");
      host.hint("rekey writes each under a salt of its own");
    }
  }

  private static int tell(Invocation invocation, Set<Path> files) throws IOException {
    StringBuilder text = new StringBuilder();
    Path directory = invocation.directory();
    files.forEach(
        file ->
            text.append(file.startsWith(directory) ? directory.relativize(file) : file)
                .append('\n'));
    invocation.host().print(text.toString());
    return ExitCode.DONE;
  }

  private List<FileChange> changes(
      Invocation invocation, Protection protection, Map<Path, List<Pointer>> places) {
    String codec = invocation.option("--with").orElse(DEFAULT_CODEC);
    List<FileChange> changes = new ArrayList<>();
    places.forEach((file, fields) -> changes.add(change(protection, file, fields, codec)));
    return changes;
  }

  private FileChange change(Protection protection, Path file, List<Pointer> fields, String codec) {
    boolean whole = fields.isEmpty();
    return switch (name) {
      case ENCRYPT ->
          whole ? protection.encrypt(file, codec) : protection.encrypt(file, fields, codec);
      case DECRYPT -> whole ? protection.decrypt(file) : protection.decrypt(file, fields);
      default -> whole ? protection.rekey(file) : protection.rekey(file, fields);
    };
  }
}
