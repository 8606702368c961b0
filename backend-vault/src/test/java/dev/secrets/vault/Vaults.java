package dev.secrets.vault;

import dev.secrets.SecretValue;
import dev.secrets.spi.BackendContext;
import dev.secrets.spi.ByteSource;
import dev.secrets.spi.SecretCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Codecs and envelopes for the tests of this package. */
final class Vaults {

  private Vaults() {}

  /** A context with one password, handed over as a key. */
  static BackendContext contextWith(byte[] password) {
    return BackendContext.builder()
        .directory(Path.of("target"))
        .keys(request -> List.of(SecretValue.copyOf(password)))
        .build();
  }

  static BackendContext contextWith(String password) {
    return contextWith(bytes(password));
  }

  static byte[] encode(BackendContext context, byte[] plaintext) {
    try (SecretCodec codec = new AnsibleVault().create(context)) {
      ByteArrayOutputStream envelope = new ByteArrayOutputStream();
      codec.encode(ByteSource.of(plaintext), envelope);
      return envelope.toByteArray();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  static byte[] decode(BackendContext context, byte[] envelope) {
    try (SecretCodec codec = new AnsibleVault().create(context)) {
      return decode(codec, envelope);
    }
  }

  static byte[] decode(SecretCodec codec, byte[] envelope) {
    try {
      ByteArrayOutputStream plaintext = new ByteArrayOutputStream();
      codec.decode(ByteSource.of(envelope), plaintext);
      return plaintext.toByteArray();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
