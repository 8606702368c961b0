package dev.secrets.spi;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Bytes that can be read more than once: both envelopes carry their authenticator before the data,
 * so encoding and verified decoding each take two passes.
 */
@FunctionalInterface
public interface ByteSource {

  /** A new stream over the same bytes from the start; the caller closes it. */
  InputStream open() throws IOException;

  /** The bytes of an array, which is not copied and must not change meanwhile. */
  static ByteSource of(byte[] bytes) {
    return () -> new ByteArrayInputStream(bytes);
  }

  /** The bytes of a file, which must not change meanwhile. */
  static ByteSource of(Path file) {
    return () -> Files.newInputStream(file);
  }
}
