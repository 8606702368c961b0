package dev.secrets.cli;

import dev.secrets.Pointer;
import dev.secrets.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the arguments of a command mean: files, and the fields in them if only those are meant. */
final class Places {

  private final Path directory;
  private final Listing listing;
  private final Map<Path, List<Pointer>> fields = new LinkedHashMap<>();

  private Places(Path directory, Listing listing) {
    this.directory = directory;
    this.listing = listing;
  }

  /** What a file or directory stands for. */
  interface Listing {
    List<Path> of(Path place);
  }

  interface FileAction {
    void on(Path file) throws IOException;
  }

  interface FieldAction {
    void on(Path file, Pointer field) throws IOException;
  }

  /** Directories stand for the files in them that {@code listing} finds. */
  static Places of(Invocation invocation, Listing listing) {
    Places places = new Places(invocation.directory(), listing);
    invocation.parameters().forEach(invocation.audit()::used);
    invocation.parameters().forEach(places::add);
    if (invocation.has("--all")) {
      places.addFiles(invocation.directory());
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

  /** One after the other, in the order in which they were named. */
  void each(FileAction whole, FieldAction field) throws IOException {
    for (Map.Entry<Path, List<Pointer>> place : fields.entrySet()) {
      if (place.getValue().isEmpty()) {
        whole.on(place.getKey());
      }
      for (Pointer pointer : place.getValue()) {
        field.on(place.getKey(), pointer);
      }
    }
  }

  private void add(String parameter) {
    Path file = directory.resolve(parameter);
    if (Files.exists(file) || !Reference.looksLikeOne(parameter)) {
      addFiles(file);
    } else {
      add(Target.parse(parameter));
    }
  }

  private void addFiles(Path place) {
    for (Path file : listing.of(place)) {
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
