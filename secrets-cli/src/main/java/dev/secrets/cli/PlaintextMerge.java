package dev.secrets.cli;

import dev.secrets.Protection;
import dev.secrets.SecretValue;
import dev.secrets.file.SafeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Merges three versions of a protected file as git merges text, in a private directory that is gone
 * afterwards. With conflicts the file is left as plaintext with markers if it is plaintext with
 * inline values, and as ours if it is an envelope as a whole, of which no part can be plaintext.
 */
final class PlaintextMerge implements AutoCloseable {

  private static final int CONFLICTS = 1;

  private final Protection protection;
  private final String name;
  private final PrivateDirectory room;

  PlaintextMerge(Protection protection, String name) throws IOException {
    this.protection = protection;
    this.name = String.valueOf(Path.of(name).getFileName());
    room = PrivateDirectory.create();
  }

  /** Writes the result over {@code ours}; 1 if there are conflicts. */
  int run(Path base, Path ours, Path theirs) throws IOException, InterruptedException {
    Path merged = plaintext(ours, "ours");
    int code = merge(List.of(merged, plaintext(base, "base"), plaintext(theirs, "theirs")));
    if (code != 0) {
      return CONFLICTS;
    }
    // git's temporary names have no extension, and the format goes by it.
    Path named = room.path().resolve("result-" + name);
    Files.copy(ours, named);
    try (SecretValue result = SecretValue.takeOwnership(Files.readAllBytes(merged))) {
      SafeFile.write(protection.edit(named, result));
    }
    byte[] envelope = Files.readAllBytes(named);
    SafeFile.write(ours, out -> out.write(envelope), written -> {}, target -> {});
    return 0;
  }

  private Path plaintext(Path side, String label) throws IOException {
    Path named = room.path().resolve(label + "-" + name);
    Files.copy(side, named);
    Path text = room.path().resolve(label + ".text");
    try (SecretValue value = protection.view(named)) {
      Files.write(text, value.copyBytes());
    }
    return text;
  }

  private int merge(List<Path> files) throws IOException, InterruptedException {
    Process git =
        new ProcessBuilder(
                "git",
                "merge-file",
                "-q",
                files.get(0).toString(),
                files.get(1).toString(),
                files.get(2).toString())
            .inheritIO()
            .start();
    return git.waitFor();
  }

  @Override
  public void close() {
    room.close();
  }
}
