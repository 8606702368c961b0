package dev.secrets;

import dev.secrets.file.FileChange;
import dev.secrets.file.FileFailure;
import dev.secrets.file.FileMode;
import dev.secrets.file.FileStamp;
import dev.secrets.spi.ByteSource;
import dev.secrets.spi.SecretCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * Changes that put a whole file into an envelope, take it out, or move it to another key. What is
 * written is read back and decoded before anything is replaced, and the original must still be the
 * same then. Encryption and decryption work in constant memory; rekeying holds the plaintext.
 *
 * <p>The caller keeps the codec open until the changes are carried out.
 */
public final class EnvelopeChange {

  private EnvelopeChange() {}

  /** Writes to {@code output} the envelope of the file {@code plaintext}; both may be the same. */
  public static FileChange encrypt(SecretCodec codec, Path plaintext, Path output) {
    ByteSource source = ByteSource.of(plaintext);
    return guarded(
        plaintext,
        FileChange.of(
            output,
            out -> told(plaintext, () -> codec.encode(source, out)),
            written -> verify(codec, written, plaintext)));
  }

  /**
   * Writes to {@code output} the content of the file {@code envelope}; both may be the same. Then
   * the permissions of group and others go.
   */
  public static FileChange decrypt(SecretCodec codec, Path envelope, Path output) {
    ByteSource source = ByteSource.of(envelope);
    MessageDigest meant = sha256();
    return guarded(
        envelope,
        FileChange.of(
                output,
                out ->
                    told(envelope, () -> codec.decode(source, new DigestOutputStream(out, meant))),
                written -> verifyDigest(written, meant))
            .with(FileMode.OWNER_ONLY));
  }

  /**
   * Writes {@code envelope} anew under another key.
   *
   * @param codec one of {@link dev.secrets.spi.SecretCodecProvider#rekeying}
   */
  public static FileChange rekey(SecretCodec codec, Path envelope) {
    ByteSource previous = ByteSource.of(envelope);
    return guarded(
        envelope,
        FileChange.of(
            envelope,
            out ->
                told(
                    envelope,
                    () -> {
                      try (SecretValue plaintext = decoded(codec, previous)) {
                        encodeLike(codec, previous, plaintext, out);
                      }
                    }),
            written -> {
              try (SecretValue before = decoded(codec, previous);
                  SecretValue after = decoded(codec, ByteSource.of(written))) {
                requireSame(before.matches(after));
              }
            }));
  }

  /**
   * Writes {@code plaintext} into the file in the way its content {@code previous} is protected.
   */
  public static FileChange rewrite(
      SecretCodec codec, Path file, byte[] previous, SecretValue plaintext) {
    return new FileChange(
        file,
        out -> told(file, () -> encodeLike(codec, ByteSource.of(previous), plaintext, out)),
        written -> {
          try (SecretValue after = decoded(codec, ByteSource.of(written))) {
            requireSame(after.matches(plaintext));
          }
        },
        target ->
            requireUnchanged(file, MessageDigest.isEqual(Files.readAllBytes(target), previous)),
        FileMode.KEPT);
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void told(Path file, Work work) throws IOException {
    try {
      work.run();
    } catch (SecretsException failure) {
      throw failure.in("'" + file + "'");
    }
  }

  private static SecretValue decoded(SecretCodec codec, ByteSource envelope) throws IOException {
    SecretBuffer plaintext = new SecretBuffer();
    try {
      codec.decode(envelope, plaintext);
      return plaintext.take();
    } finally {
      plaintext.wipe();
    }
  }

  private static void encodeLike(
      SecretCodec codec, ByteSource previous, SecretValue plaintext, OutputStream out)
      throws IOException {
    Optional<IOException> failure =
        plaintext.use(
            bytes -> {
              try {
                codec.encodeLike(previous, ByteSource.of(bytes), out);
                return Optional.empty();
              } catch (IOException failed) {
                return Optional.of(failed);
              }
            });
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  private static void verify(SecretCodec codec, Path envelope, Path plaintext) throws IOException {
    try (InputStream expected = Files.newInputStream(plaintext)) {
      MatchingStream matching = new MatchingStream(expected);
      codec.verify(ByteSource.of(envelope), matching);
      requireSame(matching.matches());
    }
  }

  private static void verifyDigest(Path written, MessageDigest meant) throws IOException {
    MessageDigest found = sha256();
    try (InputStream in = Files.newInputStream(written);
        OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), found)) {
      in.transferTo(out);
    }
    requireSame(MessageDigest.isEqual(found.digest(), meant.digest()));
  }

  private static void requireSame(boolean same) {
    if (!same) {
      throw new StorageException("what was written does not read back the same");
    }
  }

  private static FileChange guarded(Path original, FileChange change) {
    String before = stamp(original);
    return new FileChange(
        change.file(),
        change.content(),
        change.verification(),
        target -> requireUnchanged(original, FileStamp.of(original).equals(before)),
        change.mode());
  }

  private static void requireUnchanged(Path file, boolean unchanged) {
    if (!unchanged) {
      throw new WriteConflictException("'" + file + "' was changed meanwhile");
    }
  }

  private static String stamp(Path file) {
    try {
      return FileStamp.of(file);
    } catch (IOException failure) {
      throw FileFailure.of("read", file, failure);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
