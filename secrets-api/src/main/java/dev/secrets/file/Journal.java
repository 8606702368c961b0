package dev.secrets.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.secrets.StorageException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a run over many files is about to do, written down before it does it.
 *
 * @param phase how far it has come
 * @param run the command that was typed, and where
 * @param steps one for each file
 */
record Journal(Phase phase, InterruptedRun run, List<Step> steps) {

  static final String SUFFIX = ".json";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The new contents are written first, then they take their places, then the old ones go. */
  enum Phase {
    STAGING,
    PLACING,
    CLEARING
  }

  /**
   * One file.
   *
   * @param target the file
   * @param staged where its new content waits
   * @param kept a second name of the old file, while it may be wanted back
   * @param before the stamp of the old file; empty if there was none
   * @param after the stamp of the new one; empty before it is staged
   */
  record Step(Path target, Path staged, Path kept, String before, String after) {

    static Step of(Path target, String id, int number) throws IOException {
      String name = id + "-" + number;
      return new Step(
          target,
          SafeFile.beside(target, name + ".new"),
          SafeFile.beside(target, name + ".old"),
          FileStamp.of(target),
          "");
    }

    /** Whether there was no file before. */
    boolean creates() {
      return before.isEmpty();
    }

    Step staged(String stamp) {
      return new Step(target, staged, kept, before, stamp);
    }
  }

  Journal in(Phase next) {
    return new Journal(next, run, steps);
  }

  Journal with(List<Step> others) {
    return new Journal(phase, run, List.copyOf(others));
  }

  List<Path> targets() {
    return steps.stream().map(Step::target).toList();
  }

  /** Where it stands in the directory of all of them. */
  Path file(Path directory) {
    return directory.resolve(run.id() + SUFFIX);
  }

  /** Where the next state of it is written. */
  Path draft(Path directory) {
    return directory.resolve(".secrets-" + run.id() + ".tmp");
  }

  void write(Disk disk, Path directory) {
    byte[] text = json().toString().getBytes(StandardCharsets.UTF_8);
    Path draft = draft(directory);
    try {
      disk.delete(draft);
      try (OutputStream out = disk.create(draft)) {
        out.write(text);
      }
      disk.force(draft);
      disk.rename(draft, file(directory));
      disk.force(directory);
    } catch (IOException failure) {
      throw FileFailure.of("write the journal", file(directory), failure);
    }
  }

  /**
   * Reads one back.
   *
   * @throws StorageException if it cannot be read
   */
  static Journal read(Path file) {
    try {
      JsonNode json = JSON.readTree(Files.readAllBytes(file));
      String name = String.valueOf(file.getFileName());
      List<String> command = new ArrayList<>();
      json.path("command").forEach(word -> command.add(word.asText()));
      List<Step> steps = new ArrayList<>();
      json.path("files").forEach(step -> steps.add(step(step)));
      return new Journal(
          Phase.valueOf(json.path("phase").asText().toUpperCase(Locale.ROOT)),
          new InterruptedRun(
              name.substring(0, name.length() - SUFFIX.length()),
              command,
              Path.of(json.path("directory").asText())),
          steps);
    } catch (IOException | IllegalArgumentException unreadable) {
      throw new StorageException("the journal '" + file + "' cannot be read");
    }
  }

  private ObjectNode json() {
    ObjectNode json = JSON.createObjectNode();
    json.put("schema", 1);
    json.put("phase", phase.name().toLowerCase(Locale.ROOT));
    json.put("directory", run.directory().toString());
    run.command().forEach(json.putArray("command")::add);
    for (Step step : steps) {
      json.withArray("files")
          .addObject()
          .put("target", step.target().toString())
          .put("staged", step.staged().toString())
          .put("kept", step.kept().toString())
          .put("before", step.before())
          .put("after", step.after());
    }
    return json;
  }

  private static Step step(JsonNode json) {
    return new Step(
        Path.of(json.path("target").asText()),
        Path.of(json.path("staged").asText()),
        Path.of(json.path("kept").asText()),
        json.path("before").asText(),
        json.path("after").asText());
  }
}
