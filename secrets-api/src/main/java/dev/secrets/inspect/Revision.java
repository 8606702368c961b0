package dev.secrets.inspect;

import dev.secrets.SecretNotFoundException;
import dev.secrets.StorageException;
import dev.secrets.file.FileFailure;
import dev.secrets.file.SafeFile;
import dev.secrets.project.Project;
import dev.secrets.spi.BackendContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The files of a project as they are in a commit: what git keeps, encrypted as it is there. */
public final class Revision {

  private static final long LARGEST = 1 << 20;

  private Revision() {}

  /**
   * Copies those that matter below {@code target}, a private directory of the caller's.
   *
   * @param project of which a revision is meant
   * @param revision as git names it
   * @throws SecretNotFoundException if there is no such revision
   */
  public static void copy(Project project, BackendContext context, String revision, Path target) {
    GitProgram git = new GitProgram(project.root(), context);
    List<String> entries =
        git.records("ls-tree", "-r", "-z", "--long", "--end-of-options", revision)
            .orElseThrow(
                () -> new SecretNotFoundException("git knows no revision '" + revision + "'"));
    boolean everything = Files.exists(project.root().resolve(Project.MANIFEST));
    try (GitBlobs blobs = new GitBlobs(git)) {
      for (String entry : entries) {
        String path = entry.substring(entry.indexOf('\t') + 1);
        List<String> facts = List.of(entry.substring(0, entry.indexOf('\t')).split(" +", -1));
        boolean blob = facts.get(0).startsWith("100") && Long.parseLong(facts.get(3)) <= LARGEST;
        if (blob && (everything || isNear(project, path))) {
          write(target.resolve(path).normalize(), target, blobs.read(facts.get(2)));
        }
      }
    }
  }

  private static boolean isNear(Project project, String path) {
    Set<String> directories = project.layoutDirectories();
    return !path.contains("/")
        || directories.stream().anyMatch(d -> !d.isEmpty() && path.startsWith(d + "/"));
  }

  private static void write(Path file, Path target, byte[] content) {
    if (!file.startsWith(target)) {
      throw new StorageException("a path in the revision leads out of the project");
    }
    try {
      Files.createDirectories(file.getParent());
    } catch (IOException failure) {
      throw FileFailure.of("create", file, failure);
    }
    SafeFile.create(
        file,
        out -> out.write(content),
        written -> {
          if (!Arrays.equals(Files.readAllBytes(written), content)) {
            throw new IOException("what was written reads back differently");
          }
        });
  }
}
