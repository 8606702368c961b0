package dev.secrets.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.secrets.SecretNotFoundException;
import dev.secrets.StorageException;
import dev.secrets.file.FileFailure;
import dev.secrets.file.SafeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The plans that were carried out, each in a file of its own that only its owner reads. */
final class Ledger {

  private static final String SUFFIX = ".undo";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path directory;

  /** In the directory {@code directory}, which is made when it is needed. */
  Ledger(Path directory) {
    this.directory = directory;
  }

  /**
   * One of them, with what it takes to undo it.
   *
   * @param files what it changed, in that order
   * @param added what it added to git's index that was not there
   * @param secrets what it wrote into stores
   */
  record Entry(
      FinishedRun run, List<Restoration> files, List<String> added, List<String> secrets) {}

  /** Those of a project, the newest first. */
  List<FinishedRun> of(Path root) {
    List<FinishedRun> runs = new ArrayList<>();
    if (!Files.isDirectory(directory)) {
      return runs;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
      files.forEach(file -> runs.add(read(file).run()));
    } catch (IOException failure) {
      throw FileFailure.of("read the journals in", directory, failure);
    }
    runs.removeIf(run -> !run.root().equals(root));
    runs.sort(Comparator.comparing(FinishedRun::finished).reversed());
    return runs;
  }

  Entry get(String id) {
    Path file = directory.resolve(id + SUFFIX);
    if (!id.matches("[0-9a-f]+") || !Files.exists(file)) {
      throw new SecretNotFoundException("there is no run '" + id + "' that could be undone");
    }
    return read(file);
  }

  void write(Entry entry) {
    byte[] text = json(entry).toString().getBytes(StandardCharsets.UTF_8);
    Path file = directory.resolve(entry.run().id() + SUFFIX);
    try {
      makePrivate();
    } catch (IOException failure) {
      throw FileFailure.of("create", directory, failure);
    }
    SafeFile.write(
        file,
        out -> out.write(text),
        written -> requireSame(Files.readAllBytes(written), text),
        target -> {});
  }

  void forget(String id) {
    Path file = directory.resolve(id + SUFFIX);
    try {
      Files.deleteIfExists(file);
    } catch (IOException failure) {
      throw FileFailure.of("delete", file, failure);
    }
  }

  private void makePrivate() throws IOException {
    if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(directory);
    }
  }

  private static void requireSame(byte[] written, byte[] meant) {
    if (!Arrays.equals(written, meant)) {
      throw new StorageException("what was written does not read back the same");
    }
  }

  private static ObjectNode json(Entry entry) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("schema", 1)
            .put("root", entry.run().root().toString())
            .put("finished", entry.run().finished().toString());
    entry.run().command().forEach(json.putArray("command")::add);
    entry.added().forEach(json.putArray("added")::add);
    entry.secrets().forEach(json.putArray("secrets")::add);
    ArrayNode files = json.putArray("files");
    entry.files().forEach(file -> files.add(file.json(JSON)));
    return json;
  }

  private static Entry read(Path file) {
    try {
      JsonNode json = JSON.readTree(Files.readAllBytes(file));
      String name = String.valueOf(file.getFileName());
      FinishedRun run =
          new FinishedRun(
              name.substring(0, name.length() - SUFFIX.length()),
              texts(json.path("command")),
              Path.of(json.path("root").asText()),
              Instant.parse(json.path("finished").asText()));
      List<Restoration> files = new ArrayList<>();
      json.path("files").forEach(each -> files.add(Restoration.of(each)));
      return new Entry(run, files, texts(json.path("added")), texts(json.path("secrets")));
    } catch (IOException | RuntimeException unreadable) {
      throw new StorageException("the journal '" + file + "' cannot be read");
    }
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asText()));
    return texts;
  }
}
