package dev.secrets.cli.gitcrypt;

import dev.secrets.file.SafeFile;
import dev.secrets.spi.ByteSource;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Writes keys to where an argument says: a file of mode 0600, or {@code -} for standard output. */
final class KeyOutput {

  private static final String STANDARD_OUTPUT = "-";

  private KeyOutput() {}

  /** Writes and wipes a key; a file that exists is replaced. */
  static void write(byte[] key, String place, Shell shell) throws IOException {
    try {
      Path file = shell.directory().resolve(place);
      if (place.equals(STANDARD_OUTPUT)) {
        shell.out().write(key);
      } else if (Files.exists(file) && !Files.isRegularFile(file)) {
        stream(key, file);
      } else {
        SafeFile.write(file, out -> out.write(key), written -> check(written, key), target -> {});
      }
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /** Writes and wipes a key; a file that exists stays. */
  static void create(byte[] key, String place, Shell shell) throws IOException {
    if (place.equals(STANDARD_OUTPUT)) {
      write(key, place, shell);
      return;
    }
    try {
      Path file = shell.directory().resolve(place);
      SafeFile.create(file, out -> out.write(key), written -> check(written, key));
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /** Such as {@code /dev/stdout} or a named pipe. */
  private static void stream(byte[] key, Path file) throws IOException {
    try (OutputStream out = new FileOutputStream(file.toFile())) {
      out.write(key);
    }
  }

  private static void check(Path written, byte[] key) throws IOException {
    try (InputStream in = ByteSource.of(written).open()) {
      if (!Arrays.equals(in.readAllBytes(), key)) {
        throw new IOException("what was written reads differently");
      }
    }
  }
}
