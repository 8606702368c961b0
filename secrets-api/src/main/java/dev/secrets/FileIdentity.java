package dev.secrets;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.UserDefinedFileAttributeView;

/** What a file that takes another's name must take over from it: owner, group, mode, attributes. */
final class FileIdentity {

  private final Path original;

  private FileIdentity(Path original) {
    this.original = original;
  }

  static FileIdentity of(Path original) {
    return new FileIdentity(original);
  }

  void applyTo(Path replacement) throws IOException {
    PosixFileAttributeView to =
        Files.getFileAttributeView(replacement, PosixFileAttributeView.class);
    if (to != null) {
      applyPosix(Files.readAttributes(original, PosixFileAttributes.class), to);
    }
    copyUserAttributes(replacement);
  }

  /** Owner before mode: changing the owner clears some bits, and the mode must be the last word. */
  private static void applyPosix(PosixFileAttributes from, PosixFileAttributeView to)
      throws IOException {
    PosixFileAttributes now = to.readAttributes();
    if (!now.owner().equals(from.owner())) {
      to.setOwner(from.owner());
    }
    if (!now.group().equals(from.group())) {
      to.setGroup(from.group());
    }
    to.setPermissions(from.permissions());
  }

  private void copyUserAttributes(Path replacement) throws IOException {
    UserDefinedFileAttributeView from =
        Files.getFileAttributeView(original, UserDefinedFileAttributeView.class);
    UserDefinedFileAttributeView to =
        Files.getFileAttributeView(replacement, UserDefinedFileAttributeView.class);
    if (from == null || to == null) {
      return;
    }
    for (String name : from.list()) {
      ByteBuffer value = ByteBuffer.allocate(from.size(name));
      from.read(name, value);
      to.write(name, value.flip());
    }
  }
}
