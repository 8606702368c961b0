package dev.secrets.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.EnumSet;
import java.util.Set;

/** What a file that takes another's name must take over from it: owner, group, mode, attributes. */
final class FileIdentity {

  private static final Set<PosixFilePermission> OWNERS =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private final Path original;

  private FileIdentity(Path original) {
    this.original = original;
  }

  static FileIdentity of(Path original) {
    return new FileIdentity(original);
  }

  void applyTo(Path replacement, FileMode mode) throws IOException {
    PosixFileAttributeView to =
        Files.getFileAttributeView(replacement, PosixFileAttributeView.class);
    if (to != null) {
      applyPosix(Files.readAttributes(original, PosixFileAttributes.class), to, mode);
    }
    copyUserAttributes(replacement);
  }

  /** Owner before mode: changing the owner clears some bits, and the mode must be the last word. */
  private static void applyPosix(PosixFileAttributes from, PosixFileAttributeView to, FileMode mode)
      throws IOException {
    PosixFileAttributes now = to.readAttributes();
    if (!now.owner().equals(from.owner())) {
      to.setOwner(from.owner());
    }
    if (!now.group().equals(from.group())) {
      to.setGroup(from.group());
    }
    Set<PosixFilePermission> permissions = EnumSet.copyOf(OWNERS);
    permissions.retainAll(from.permissions());
    to.setPermissions(mode == FileMode.KEPT ? from.permissions() : permissions);
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
