package dev.secrets.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.EnvelopeChange;
import dev.secrets.SecretValue;
import dev.secrets.SecretsException;
import dev.secrets.spi.ByteSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Files of several shapes and one run over them that encrypts, decrypts, rekeys or writes them. */
final class EnvelopeRun {

  static final int SEVERAL = 3;

  private static final String OLD_MODE = "rw-r-----";

  enum Action {
    ENCRYPT,
    DECRYPT,
    REKEY,
    WRITE
  }

  private final Path root;
  private final Path journals;
  private final Action action;
  private final List<Path> files = new ArrayList<>();

  EnvelopeRun(Path directory, Action action, int count) throws IOException {
    this.action = action;
    root = Files.createTempDirectory(directory, "run");
    journals = root.resolve("journals");
    for (int number = 0; number < count; number++) {
      Path folder = Files.createDirectories(root.resolve("folder" + number % 2));
      Path file = folder.resolve("file" + number);
      Files.write(file, before(number).written());
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(OLD_MODE));
      files.add(number == 0 ? Files.createSymbolicLink(root.resolve("link"), file) : file);
    }
  }

  /** An ordinary one, behind a link; then an empty one, and one that takes several writes. */
  private static byte[] text(int number) {
    String line = number + ": what is to be kept\n";
    return line.repeat(number == 1 ? 0 : number == 2 ? 4_000 : 1).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] changed(int number) {
    return (new String(text(number), StandardCharsets.UTF_8) + "more")
        .getBytes(StandardCharsets.UTF_8);
  }

  List<Path> files() {
    return files;
  }

  Path journals() {
    return journals;
  }

  FileChanges changes(Disk disk) {
    return new FileChanges(disk, journals);
  }

  void carryOut(Disk disk) throws IOException {
    List<FileChange> all = new ArrayList<>();
    for (int number = 0; number < files.size(); number++) {
      all.add(change(number));
    }
    changes(disk).carryOut(all, List.of("test"), root);
  }

  private FileChange change(int number) throws IOException {
    Path file = files.get(number);
    return switch (action) {
      case ENCRYPT -> EnvelopeChange.encrypt(new CheapCodec("n"), file, file);
      case DECRYPT -> EnvelopeChange.decrypt(new CheapCodec("o"), file, file);
      case REKEY -> EnvelopeChange.rekey(new CheapCodec("on"), file);
      case WRITE ->
          EnvelopeChange.rewrite(
              new CheapCodec("o"),
              file,
              Files.readAllBytes(file),
              SecretValue.takeOwnership(changed(number)));
    };
  }

  List<String> interrupted() {
    return changes(Disk.local()).interrupted().stream().map(InterruptedRun::id).toList();
  }

  boolean isOld() {
    return side(0).equals("old");
  }

  void assertEachIsOldOrNew(String where) {
    IntStream.range(0, files.size())
        .forEach(number -> assertThat(side(number)).as(where).isIn("old", "new"));
  }

  void assertAllOfOneSide(String where) {
    assertThat(IntStream.range(0, files.size()).mapToObj(this::side).distinct())
        .as(where)
        .hasSize(1);
  }

  void assertNothingLeft(String where) throws IOException {
    assertThat(interrupted()).as(where).isEmpty();
    try (Stream<Path> all = Files.walk(root)) {
      assertThat(all.filter(SafeFile::isTemporary).filter(file -> !file.startsWith(journals)))
          .as(where)
          .isEmpty();
    }
  }

  /** The side that a file is on with its content and its permissions, or what it is instead. */
  private String side(int number) {
    try {
      byte[] content = Files.readAllBytes(files.get(number));
      String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(files.get(number)));
      if (before(number).isIn(content)) {
        return mode.equals(OLD_MODE) ? "old" : "old with mode " + mode;
      }
      String meant = action == Action.DECRYPT ? "rw-------" : OLD_MODE;
      return after(number).isIn(content) && mode.equals(meant) ? "new" : "neither, mode " + mode;
    } catch (IOException failure) {
      return failure.toString();
    }
  }

  private Form before(int number) {
    return new Form(action == Action.ENCRYPT ? "" : "o", text(number));
  }

  private Form after(int number) {
    return switch (action) {
      case ENCRYPT, REKEY -> new Form("n", text(number));
      case DECRYPT -> new Form("", text(number));
      case WRITE -> new Form("o", changed(number));
    };
  }

  /** A text under a key, or with an empty one as plaintext. */
  private static final class Form {

    private final String key;
    private final byte[] text;

    Form(String key, byte[] text) {
      this.key = key;
      this.text = text;
    }

    byte[] written() throws IOException {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      if (!key.isEmpty()) {
        new CheapCodec(key).encode(ByteSource.of(text), out);
      }
      return key.isEmpty() ? text : out.toByteArray();
    }

    boolean isIn(byte[] content) throws IOException {
      ByteArrayOutputStream opened = new ByteArrayOutputStream();
      if (key.isEmpty()) {
        return Arrays.equals(content, text);
      }
      try {
        new CheapCodec(key).decode(ByteSource.of(content), opened);
        return Arrays.equals(opened.toByteArray(), text);
      } catch (SecretsException wrongKeyOrAltered) {
        return false;
      }
    }
  }
}
