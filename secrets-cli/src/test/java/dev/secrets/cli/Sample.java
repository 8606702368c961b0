package dev.secrets.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A copy of the sample project that a test may change. */
final class Sample {

  private static final Path SOURCE = Path.of("..", "docs", "quickstart", "sample");

  private Sample() {}

  static void copyTo(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(SOURCE)) {
      all = files.skip(1).toList();
    }
    for (Path each : all) {
      Files.copy(each, folder.resolve(SOURCE.relativize(each)));
    }
  }
}
