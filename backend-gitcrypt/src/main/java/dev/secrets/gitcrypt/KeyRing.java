package dev.secrets.gitcrypt;

import dev.secrets.DecryptionFailedException;
import dev.secrets.spi.BackendContext;
import dev.secrets.spi.ByteSource;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The keys at hand, sought once, when one is first needed. Thread-safe. */
final class KeyRing implements AutoCloseable {

  private static final String[] HOW_TO_GET_A_KEY = {
    "unlock the repository with 'git-crypt unlock', or pass --key-file FILE",
    "or set SECRETS_GIT_CRYPT_KEY_FILE to a key file, or SECRETS_GIT_CRYPT_KEY to its base64"
  };

  private final BackendContext context;
  private KeySearch.@Nullable Found keys;
  private List<BlobCipher> ciphers = List.of();
  private @Nullable BlobCipher writing;
  private boolean closed;

  KeyRing(BackendContext context) {
    this.context = context;
  }

  /** One key, for writing whatever its name; taken over. */
  static KeyRing of(KeyFile key, BackendContext context) {
    KeyRing ring = new KeyRing(context);
    ring.use(new KeySearch.Found(List.of(key), List.of()));
    ring.writing = new BlobCipher(key.latest());
    return ring;
  }

  /** The cipher that is configured for writing. */
  synchronized BlobCipher forWriting() {
    if (writing == null || closed) {
      writing = findForWriting();
    }
    return writing;
  }

  private BlobCipher findForWriting() {
    KeyName name = context.option("key-name").map(KeyName::new).orElse(KeyName.DEFAULT);
    return keys().current().stream()
        .filter(key -> key.name().equals(name))
        .findFirst()
        .map(key -> new BlobCipher(key.latest()))
        .orElseThrow(() -> noKey(name));
  }

  /**
   * The cipher that opens {@code blob}.
   *
   * @throws DecryptionFailedException if none does
   */
  BlobCipher opening(ByteSource blob) throws IOException {
    List<BlobCipher> candidates = ciphers();
    for (BlobCipher cipher : candidates) {
      if (cipher.opens(blob)) {
        return cipher;
      }
    }
    throw candidates.isEmpty() ? noKey() : wrongKey();
  }

  private synchronized List<BlobCipher> ciphers() {
    keys();
    return ciphers;
  }

  /** Fails where no key is at hand. */
  void requireAny() {
    if (ciphers().isEmpty()) {
      throw noKey();
    }
  }

  boolean isAny() {
    return keys().all().findAny().isPresent();
  }

  /** Whether the key of a driver is in use here. */
  boolean has(String driver) {
    return current(driver).findAny().isPresent();
  }

  /** Whether the key that new content of a driver is encrypted with opens the blob. */
  boolean opensWithCurrent(String driver, ByteSource blob) throws IOException {
    for (KeyFile key : current(driver).toList()) {
      if (new BlobCipher(key.latest()).opens(blob)) {
        return true;
      }
    }
    return false;
  }

  private Stream<KeyFile> current(String driver) {
    return keys().current().stream().filter(key -> new Driver(key.name()).name().equals(driver));
  }

  private synchronized KeySearch.Found keys() {
    if (closed) {
      throw new IllegalStateException("the codec is closed");
    }
    return keys == null ? use(KeySearch.run(context)) : keys;
  }

  private KeySearch.Found use(KeySearch.Found found) {
    keys = found;
    ciphers = found.all().flatMap(key -> key.entries().stream()).map(BlobCipher::new).toList();
    return found;
  }

  private DecryptionFailedException noKey(KeyName wanted) {
    return keys().current().isEmpty()
        ? noKey()
        : new DecryptionFailedException(
            "no git-crypt key " + wanted + " at hand, only " + names(),
            "choose the key to encrypt with by --key-name NAME, or pass its --key-file FILE");
  }

  private static DecryptionFailedException noKey() {
    return new DecryptionFailedException("no git-crypt key at hand", HOW_TO_GET_A_KEY);
  }

  private DecryptionFailedException wrongKey() {
    return new DecryptionFailedException(
        "cannot decrypt (git-crypt, tried " + names() + "): wrong key, or the file was altered",
        "pass the key of this repository with --key-file FILE");
  }

  private String names() {
    return keys()
        .all()
        .map(key -> key.name().toString())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (keys != null) {
      keys.all().forEach(KeyFile::close);
    }
  }
}
