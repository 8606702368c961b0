package dev.secrets;

import dev.secrets.file.FileFailure;
import dev.secrets.file.SafeFile;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files below a directory whose path begins with a prefix; git's own directory is left out, and
 * so are the temporary files of a write that was broken off.
 */
final class FileListing extends SimpleFileVisitor<Path> {

  private final Path directory;
  private final String prefix;
  private final List<Path> found = new ArrayList<>();

  private FileListing(Path directory, String prefix) {
    this.directory = directory;
    this.prefix = prefix;
  }

  static Stream<Path> of(Path directory, String prefix) {
    Path start = directory.resolve(prefix.substring(0, prefix.lastIndexOf('/') + 1)).normalize();
    FileListing listing = new FileListing(directory, prefix);
    try {
      if (Files.isDirectory(start)) {
        Files.walkFileTree(start, listing);
      }
    } catch (IOException failure) {
      throw FileFailure.of("list", start, failure);
    }
    return listing.found.stream().sorted();
  }

  @Override
  public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
    return path.endsWith(".git") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
    Path relative = directory.relativize(path);
    boolean printable = relative.toString().codePoints().noneMatch(Character::isISOControl);
    boolean ours = SafeFile.isTemporary(path);
    if (Files.isRegularFile(path) && printable && !ours && relative.toString().startsWith(prefix)) {
      found.add(relative);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path path, IOException unreadable) {
    return FileVisitResult.CONTINUE;
  }
}
