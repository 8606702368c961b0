package dev.secrets.inspect;

import dev.secrets.Progress;
import dev.secrets.StorageException;
import dev.secrets.spi.BackendContext;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Every object that any ref leads to, from two processes, however long the history is. */
final class GitHistory {

  private static final int LARGEST = 64 << 20;
  private static final int BUFFER = 1 << 18;

  private final GitProgram git;
  private final Progress progress;

  /** A blob, a commit or a tag; trees hold only names. */
  record Found(String id, String path) {}

  GitHistory(Path root, BackendContext context) {
    this.git = new GitProgram(root, context);
    progress = context.progress();
  }

  void forEach(BiConsumer<Found, byte[]> user) {
    try {
      // Names of objects and paths: nothing that is secret.
      Path list = Files.createTempFile("secrets", null);
      try {
        if (git.run(Redirect.to(list.toFile()), "rev-list", "--objects", "--all") == 0) {
          read(list, user);
        }
      } finally {
        Files.delete(list);
      }
    } catch (IOException failure) {
      throw new StorageException("git ended while its history was read");
    }
  }

  private void read(Path list, BiConsumer<Found, byte[]> user) throws IOException {
    int total;
    try (Stream<String> objects = Files.lines(list, StandardCharsets.ISO_8859_1)) {
      total = (int) objects.count();
    }
    Process process =
        git.start(
            Redirect.from(list.toFile()),
            "cat-file",
            "--buffer",
            "--batch=%(objectname) %(objecttype) %(objectsize) %(rest)");
    try (InputStream out = new BufferedInputStream(process.getInputStream(), BUFFER)) {
      int done = 0;
      for (String header = line(out); !header.isEmpty(); header = line(out)) {
        progress.reached("objects", ++done, total);
        List<String> facts = List.of(header.split(" ", 4));
        long size = Long.parseLong(facts.get(2));
        if (facts.get(1).equals("tree") || size > LARGEST) {
          out.skipNBytes(size);
        } else {
          user.accept(found(facts), out.readNBytes((int) size));
        }
        out.skipNBytes(1);
      }
      progress.reached("objects", total, total);
    } finally {
      process.destroy();
    }
  }

  private static Found found(List<String> facts) {
    boolean named = facts.size() > 3 && !facts.get(3).isBlank();
    return new Found(facts.get(0), named ? facts.get(3) : facts.get(1) + " " + facts.get(0));
  }

  private static String line(InputStream out) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = out.read(); next != '\n' && next >= 0; next = out.read()) {
      line.write(next);
    }
    return line.toString(StandardCharsets.UTF_8);
  }
}
