package dev.secrets;

import dev.secrets.file.FileFailure;
import dev.secrets.file.SafeFile;
import dev.secrets.spi.ByteSource;
import dev.secrets.spi.Capability;
import dev.secrets.spi.SecretCodec;
import dev.secrets.spi.SecretCodecProvider;
import dev.secrets.spi.SecretStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Files as secrets. The head of a file tells which codec protects it, and a file that is written
 * keeps the form found on the disk: an envelope stays the same kind of envelope, plaintext stays
 * plaintext (in an unlocked git-crypt tree git's filter encrypts it on add). A new file is
 * plaintext with mode 0600.
 *
 * <p>The version of a file is a digest of its bytes on the disk.
 */
final class FileStore implements SecretStore {

  private static final Set<Capability> CAPABILITIES =
      Set.of(Capability.LIST, Capability.WRITE, Capability.DELETE);

  private final Path directory;
  private final Codecs codecs;
  private final Set<Path> sought;
  private volatile boolean closed;

  FileStore(Path directory, Codecs codecs) {
    this(directory, codecs, ConcurrentHashMap.newKeySet());
  }

  /**
   * @param sought gets every file that is read, there or not; for use by several threads
   */
  FileStore(Path directory, Codecs codecs, Set<Path> sought) {
    this.directory = directory;
    this.codecs = codecs;
    this.sought = sought;
  }

  @Override
  public Set<Capability> capabilities() {
    return CAPABILITIES;
  }

  @Override
  public Optional<Secret> find(SecretPath path, VersionSelector version) {
    checkOpen();
    if (!version.equals(VersionSelector.current())) {
      throw new UnsupportedCapabilityException("'" + path + "': files have no versions");
    }
    return read(path).map(file -> secret(path, file));
  }

  /** In parallel, since opening an envelope costs a key derivation. */
  @Override
  public Map<SecretPath, Secret> findAll(Collection<SecretPath> paths) {
    Map<SecretPath, Secret> found = new ConcurrentHashMap<>();
    try {
      paths.stream().distinct().toList().parallelStream()
          .forEach(
              path ->
                  find(path, VersionSelector.current())
                      .ifPresent(secret -> found.put(path, secret)));
    } catch (RuntimeException failure) {
      found.values().forEach(Secret::close);
      throw failure;
    }
    Map<SecretPath, Secret> ordered = new LinkedHashMap<>();
    paths.stream().filter(found::containsKey).forEach(path -> ordered.put(path, found.get(path)));
    return ordered;
  }

  @Override
  public Stream<SecretInfo> list(String prefix) {
    checkOpen();
    return FileListing.of(directory, prefix).map(this::info);
  }

  @Override
  public SecretVersion put(SecretPath path, SecretValue value, WriteCondition condition) {
    checkOpen();
    Path file = file(path);
    if (condition == WriteCondition.Simple.CREATE_ONLY) {
      value.use(bytes -> create(file, bytes));
      return version(read(path).orElseThrow(() -> gone(path)));
    }
    Optional<byte[]> before = read(path);
    check(path, condition, before);
    if (before.isEmpty()) {
      return put(path, value, WriteCondition.createOnly());
    }
    // Asked before the comparison, which wipes the bytes of a plaintext file.
    Optional<SecretCodec> codec = codecs.recognize(before.get()).map(codecs::codec);
    boolean unchanged;
    try (Secret now = secret(path, before.get())) {
      unchanged = now.value().matches(value);
    }
    if (!unchanged) {
      value.use(bytes -> replace(path, file, codec, before.get(), bytes, condition));
    }
    return version(read(path).orElseThrow(() -> gone(path)));
  }

  /** {@code value} in an envelope like that of the file; as it is beside a plaintext file. */
  byte[] envelopeLike(SecretPath path, SecretValue value) {
    byte[] like = read(path).orElseThrow(() -> gone(path));
    ByteArrayOutputStream envelope = new ByteArrayOutputStream();
    value.use(
        plaintext -> {
          try {
            encode(codecs.recognize(like).map(codecs::codec), like, plaintext, envelope);
            return envelope;
          } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
          }
        });
    return envelope.toByteArray();
  }

  @Override
  public boolean delete(SecretPath path, DeleteMode mode) {
    checkOpen();
    if (mode instanceof DeleteMode.Recoverable kept && kept.window().compareTo(Duration.ZERO) > 0) {
      throw new UnsupportedCapabilityException("'" + path + "': a deleted file cannot be kept");
    }
    try {
      return Files.deleteIfExists(file(path));
    } catch (IOException failure) {
      throw FileFailure.of("delete", file(path), failure);
    }
  }

  @Override
  public void close() {
    closed = true;
    codecs.close();
  }

  private static boolean create(Path file, byte[] plaintext) {
    SafeFile.create(
        file,
        out -> out.write(plaintext),
        written -> verifyEqual(Files.readAllBytes(written), plaintext));
    return true;
  }

  private static boolean replace(
      SecretPath path,
      Path file,
      Optional<SecretCodec> codec,
      byte[] before,
      byte[] plaintext,
      WriteCondition condition) {
    SafeFile.write(
        file,
        out -> encode(codec, before, plaintext, out),
        written -> verify(codec, written, plaintext),
        target -> check(path, condition, Optional.of(Files.readAllBytes(target))));
    return true;
  }

  private static void encode(
      Optional<SecretCodec> codec, byte[] before, byte[] plaintext, OutputStream out)
      throws IOException {
    if (codec.isPresent()) {
      codec.get().encodeLike(ByteSource.of(before), ByteSource.of(plaintext), out);
    } else {
      out.write(plaintext);
    }
  }

  private static void verify(Optional<SecretCodec> codec, Path written, byte[] plaintext)
      throws IOException {
    SecretBuffer readBack = new SecretBuffer();
    if (codec.isPresent()) {
      codec.get().decode(ByteSource.of(written), readBack);
    } else {
      Files.copy(written, readBack);
    }
    try (SecretValue value = readBack.take()) {
      value.use(
          bytes -> {
            verifyEqual(bytes, plaintext);
            return bytes.length;
          });
    }
  }

  private static void verifyEqual(byte[] readBack, byte[] meant) {
    if (!MessageDigest.isEqual(readBack, meant)) {
      throw new StorageException(
          "what was written does not read back the same; nothing was changed");
    }
  }

  private static void check(SecretPath path, WriteCondition condition, Optional<byte[]> current) {
    if (condition == WriteCondition.Simple.REPLACE_ONLY && current.isEmpty()) {
      throw new SecretNotFoundException("no file '" + path + "'");
    }
    if (condition instanceof WriteCondition.IfVersion expected
        && !current.map(bytes -> version(bytes).id()).equals(Optional.of(expected.id()))) {
      throw new WriteConflictException(
          "'" + path + "' was changed meanwhile", "look at the new content and try again");
    }
  }

  private Secret secret(SecretPath path, byte[] file) {
    return Secret.of(path.value(), decode(path, file), version(file));
  }

  private SecretValue decode(SecretPath path, byte[] file) {
    Optional<SecretCodecProvider> provider = codecs.recognize(file);
    if (provider.isEmpty()) {
      return SecretValue.takeOwnership(file);
    }
    SecretBuffer plaintext = new SecretBuffer();
    try {
      codecs.codec(provider.get()).decode(ByteSource.of(file), plaintext);
      return plaintext.take();
    } catch (SecretsException failure) {
      throw failure.in("'" + path + "'");
    } catch (IOException impossible) {
      throw new UncheckedIOException("reading from memory failed", impossible);
    } finally {
      plaintext.wipe();
    }
  }

  private Optional<byte[]> read(SecretPath path) {
    Path file = file(path);
    sought.add(file);
    try {
      if (Files.isDirectory(file)) {
        throw new InvalidInputException("'" + path + "' is a directory");
      }
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    } catch (IOException failure) {
      throw FileFailure.of("read", file, failure);
    }
  }

  private SecretInfo info(Path relative) {
    Path file = directory.resolve(relative);
    try (var in = Files.newInputStream(file)) {
      String note =
          codecs
              .recognize(in.readNBytes(codecs.headLength()))
              .map(SecretCodecProvider::id)
              .orElse("");
      return new SecretInfo(
          SecretPath.of(relative.toString()),
          Optional.of(Files.getLastModifiedTime(file).toInstant()),
          note);
    } catch (IOException unreadable) {
      return new SecretInfo(SecretPath.of(relative.toString()), Optional.empty(), "not readable");
    }
  }

  Path file(SecretPath path) {
    return directory.resolve(path.value()).normalize();
  }

  private static SecretVersion version(byte[] file) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(file);
      return SecretVersion.of(HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  private static SecretsException gone(SecretPath path) {
    return new WriteConflictException("'" + path + "' was removed meanwhile");
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the file store is closed");
    }
  }
}
