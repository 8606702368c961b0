package dev.secrets.file;

import dev.secrets.file.SafeFile.Content;
import dev.secrets.file.SafeFile.Guard;
import dev.secrets.file.SafeFile.Verification;
import java.nio.file.Path;

/**
 * What a file shall hold, decided but not yet written.
 *
 * @param file the file; a symbolic link is followed
 * @param content writes what it shall hold
 * @param verification looks at what was written, before anything is replaced
 * @param guard looks at the file once more just before it is replaced
 * @param mode what becomes of its permissions
 */
public record FileChange(
    Path file, Content content, Verification verification, Guard guard, FileMode mode) {

  /** A change that keeps the permissions and replaces whatever is there. */
  public static FileChange of(Path file, Content content, Verification verification) {
    return new FileChange(file, content, verification, target -> {}, FileMode.KEPT);
  }

  /** The same, with other permissions. */
  public FileChange with(FileMode permissions) {
    return new FileChange(file, content, verification, guard, permissions);
  }

  @Override
  public String toString() {
    return "FileChange[" + file + "]";
  }
}
