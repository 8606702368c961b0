package dev.secrets.cli;

import dev.secrets.Pointer;
import dev.secrets.Protection;
import dev.secrets.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the arguments of a command mean: files, and the fields in them if only those are meant. */
final class Places {

  private final Path directory;
  private final Map<Path, List<Pointer>> fields = new LinkedHashMap<>();

  private Places(Path directory) {
    this.directory = directory;
  }

  /** Directories stand for the files in them that are protected. */
  static Places of(Invocation invocation, Protection protection) {
    Places places = new Places(invocation.directory());
    for (String parameter : invocation.parameters()) {
      places.add(parameter, protection);
    }
    if (invocation.has("--all")) {
      places.addFiles(invocation.directory(), protection);
    }
    if (places.fields.isEmpty() && !invocation.has("--all") && invocation.parameters().isEmpty()) {
      throw new UsageException("neither a file nor a reference is given");
    }
    return places;
  }

  /** The fields of each file; none for the whole of it. */
  Map<Path, List<Pointer>> fields() {
    return fields;
  }

  private void add(String parameter, Protection protection) {
    Path file = directory.resolve(parameter);
    if (Files.exists(file) || !Reference.looksLikeOne(parameter)) {
      addFiles(file, protection);
    } else {
      add(Target.parse(parameter));
    }
  }

  private void addFiles(Path place, Protection protection) {
    for (Path file : protection.files(place)) {
      fields.putIfAbsent(file.normalize(), new ArrayList<>());
    }
  }

  private void add(Reference reference) {
    if (!reference.store().equals("file")) {
      throw new UsageException("'" + reference + "' is no place in a file");
    }
    Path file = directory.resolve(reference.path().value()).normalize();
    List<Pointer> pointers = fields.computeIfAbsent(file, path -> new ArrayList<>());
    if (!reference.pointer().isRoot()) {
      pointers.add(reference.pointer());
    }
  }
}
