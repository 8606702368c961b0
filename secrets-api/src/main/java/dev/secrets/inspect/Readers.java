package dev.secrets.inspect;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who could read a file, in words. */
final class Readers {

  private final Inspection project;

  Readers(Inspection project) {
    this.project = project;
  }

  String of(Path file) {
    String path = project.root().relativize(file).toString().replace('\\', '/');
    byte[] content = project.files().bytes(path).orElse(new byte[0]);
    Optional<String> here = project.envelope(content);
    Optional<String> stored =
        Optional.ofNullable(project.git().tracked().get(path))
            .flatMap(staged -> project.envelope(project.git().blob(staged.blob())));
    List<String> readers = new ArrayList<>();
    here.or(() -> stored).ifPresent(codec -> readers.add("whoever has a key of " + codec));
    if (here.isEmpty()) {
      readers.add(
          project.files().isOpenToOthers(path)
              ? "every user of this machine"
              : "its owner on this machine");
      if (stored.isEmpty() && project.git().isTracked(path)) {
        readers.add("whoever can read the repository");
      }
    }
    return String.join(", ", readers);
  }
}
