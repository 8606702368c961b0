package dev.secrets.cli;

import dev.secrets.Protection;
import dev.secrets.SecretNotFoundException;
import dev.secrets.SecretValue;
import dev.secrets.WriteConflictException;
import dev.secrets.file.SafeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Merges three versions of a protected file as git merges text, in a private directory that is gone
 * afterwards. With conflicts the file is left as ours, or as plaintext with markers if the user
 * wants that.
 */
final class PlaintextMerge implements AutoCloseable {

  private static final int CONFLICTS = 1;
  private static final Pattern MARKER = Pattern.compile("^(<<<<<<<|=======|>>>>>>>)( |\\r?$)");

  private final Protection protection;
  private final String name;
  private final PrivateDirectory room;

  PlaintextMerge(Protection protection, String name) throws IOException {
    this.protection = protection;
    this.name = String.valueOf(Path.of(name).getFileName());
    room = PrivateDirectory.create();
  }

  /**
   * Writes the result over {@code ours}; 1 if there are conflicts.
   *
   * @param marked whether {@code ours} becomes plaintext with markers then
   */
  int run(Path base, Path ours, Path theirs, boolean marked)
      throws IOException, InterruptedException {
    Path merged = plaintext(ours, "ours");
    int code = merge(List.of(merged, plaintext(base, "base"), plaintext(theirs, "theirs")));
    if (code == 0) {
      write(ours, encrypted(ours, merged));
      return 0;
    }
    if (marked) {
      write(ours, Files.readAllBytes(merged));
    }
    return CONFLICTS;
  }

  /**
   * Encrypts the plaintext in {@code file} as our side of the conflict was, which git still has.
   *
   * @throws WriteConflictException if there are markers left
   */
  void resolve(Path file) throws IOException, InterruptedException {
    if (Files.readString(file, StandardCharsets.ISO_8859_1)
        .lines()
        .anyMatch(MARKER.asPredicate())) {
      throw new WriteConflictException("'" + file + "' has conflict markers still");
    }
    Path ours = room.path().resolve("stage");
    int code =
        new ProcessBuilder("git", "show", ":2:./" + file.getFileName())
            .directory(Objects.requireNonNull(file.toAbsolutePath().getParent()).toFile())
            .redirectOutput(ours.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    if (code != 0) {
      throw new SecretNotFoundException("git knows of no conflict in '" + file + "'");
    }
    write(file, encrypted(ours, file));
  }

  /** What {@code plaintext} is in the envelopes of {@code previous}. */
  private byte[] encrypted(Path previous, Path plaintext) throws IOException {
    // git's temporary names have no extension, and the format goes by it.
    Path named = room.path().resolve("result-" + name);
    Files.copy(previous, named);
    try (SecretValue result = SecretValue.takeOwnership(Files.readAllBytes(plaintext))) {
      SafeFile.write(protection.edit(named, result));
    }
    return Files.readAllBytes(named);
  }

  private static void write(Path file, byte[] content) {
    SafeFile.write(file, out -> out.write(content), written -> {}, target -> {});
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
                "-L",
                "ours",
                "-L",
                "base",
                "-L",
                "theirs",
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
