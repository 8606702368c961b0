package dev.secrets.vault;

import dev.secrets.DecryptionFailedException;
import dev.secrets.SecretValue;
import dev.secrets.SecretsException;
import dev.secrets.spi.ByteSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A password that stands in a file: all of it, without blanks at both ends. A line end inside and
 * bytes that are no text belong to it. A file that is an envelope itself is opened with the
 * passwords read before; then only line ends are cut off.
 */
final class PasswordFile implements PasswordSource {

  private final Path file;

  PasswordFile(Path file) {
    this.file = file;
  }

  @Override
  public SecretValue read(Purpose purpose, VaultSecrets soFar) {
    byte[] password = PasswordBytes.strip(content());
    if (password.length == 0) {
      throw new DecryptionFailedException("the vault password file " + name() + " is empty");
    }
    return SecretValue.takeOwnership(
        VaultHeader.startsWithMagic(password) ? decrypted(password, soFar) : password);
  }

  private byte[] decrypted(byte[] envelope, VaultSecrets soFar) {
    WipedBuffer plaintext = new WipedBuffer();
    try {
      soFar.open(EnvelopeStart.of(ByteSource.of(envelope))).release(plaintext);
      return PasswordBytes.stripLineEnds(plaintext.toByteArray());
    } catch (SecretsException failure) {
      throw failure.in("the vault password file " + name());
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory can be read and written", impossible);
    } finally {
      plaintext.wipe();
    }
  }

  @Override
  public String name() {
    return "'" + file + "'";
  }

  @Override
  public Optional<Path> file() {
    return Optional.of(file);
  }

  private byte[] content() {
    try {
      return Files.readAllBytes(file);
    } catch (IOException failure) {
      String why =
          Files.isDirectory(file)
              ? "it is a directory"
              : Files.exists(file) ? "it cannot be read" : "it does not exist";
      throw new DecryptionFailedException("no vault password from " + name() + ": " + why);
    }
  }
}
