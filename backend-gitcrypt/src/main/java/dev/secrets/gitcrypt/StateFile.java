package dev.secrets.gitcrypt;

import dev.secrets.file.SafeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Writes a small file, such as a key, with the directories above it. */
final class StateFile {

  private StateFile() {}

  static void write(Path file, byte[] content) {
    try {
      Files.createDirectories(file.getParent());
    } catch (IOException failure) {
      throw UnusableFile.of("create", file, failure);
    }
    SafeFile.write(
        file, out -> out.write(content), written -> requireEqual(written, content), target -> {});
  }

  private static void requireEqual(Path written, byte[] content) throws IOException {
    byte[] found = Files.readAllBytes(written);
    boolean equal = Arrays.equals(found, content);
    Arrays.fill(found, (byte) 0);
    if (!equal) {
      throw new IOException("what was written reads differently");
    }
  }
}
