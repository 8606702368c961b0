package dev.secrets.gitcrypt;

import dev.secrets.InvalidInputException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * A key with its name and all its versions, as git-crypt keeps it in a file. Closing wipes it; it
 * has at least one entry.
 *
 * <p>git-crypt encrypts with the highest version and decrypts with version 0 only, since a blob
 * does not say its version. So the files we make have the one version 0.
 */
public final class KeyFile implements AutoCloseable {

  static final int LEGACY_LENGTH = KeyEntry.AES_LENGTH + KeyEntry.HMAC_LENGTH;

  private static final int ENTRY_LENGTH = 5 * 4 + 4 + 2 * 4 + LEGACY_LENGTH;

  private final KeyName name;
  private final List<KeyEntry> entries;

  /** Takes the entries over; of two with the same version the later one counts. */
  KeyFile(KeyName name, Collection<KeyEntry> entries) {
    this.name = name;
    this.entries = latestFirst(entries);
  }

  /** A new default key. */
  public static KeyFile generate(SecureRandom random) {
    return generate(KeyName.DEFAULT, random);
  }

  static KeyFile generate(KeyName name, SecureRandom random) {
    return new KeyFile(name, List.of(KeyEntry.generate(random)));
  }

  /**
   * Reads a key file; the caller wipes {@code bytes}.
   *
   * @throws InvalidInputException if it is malformed, of an unknown format, legacy, or empty; the
   *     message says which
   */
  public static KeyFile parse(byte[] bytes) {
    return new KeyFileParser(bytes).parse();
  }

  /**
   * Reads a key from a store of secrets, which may keep text only: the bytes of a key file, or
   * their base64; the caller wipes {@code bytes}.
   *
   * @throws InvalidInputException as {@link #parse} does
   */
  public static KeyFile parseStored(byte[] bytes) {
    if (bytes.length > 0 && bytes[0] == KeyFileFormat.MAGIC[0]) {
      return parse(bytes);
    }
    byte[] decoded = new byte[0];
    try {
      decoded = Base64.getMimeDecoder().decode(bytes);
      return parse(decoded);
    } catch (IllegalArgumentException notBase64) {
      throw new InvalidInputException("neither a git-crypt key file nor the base64 of one");
    } finally {
      Arrays.fill(decoded, (byte) 0);
    }
  }

  /** The form for {@link #parseStored} that is text, which the caller wipes. */
  public byte[] toStored() {
    byte[] bytes = toBytes();
    try {
      return Base64.getEncoder().encode(bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /**
   * Reads a key of git-crypt before 0.4, which is the two keys and nothing else; the caller wipes
   * {@code bytes}.
   *
   * @throws InvalidInputException if it has not the length of such a key
   */
  public static KeyFile parseLegacy(byte[] bytes) {
    if (bytes.length != LEGACY_LENGTH) {
      throw new InvalidInputException("not a git-crypt key file of the format before 0.4");
    }
    return new KeyFile(
        KeyName.DEFAULT,
        List.of(
            new KeyEntry(
                0,
                Arrays.copyOf(bytes, KeyEntry.AES_LENGTH),
                Arrays.copyOfRange(bytes, KeyEntry.AES_LENGTH, LEGACY_LENGTH))));
  }

  KeyName name() {
    return name;
  }

  /** Every version, highest first. */
  List<KeyEntry> entries() {
    return entries;
  }

  /** The version that encrypts. */
  KeyEntry latest() {
    return entries.get(0);
  }

  /** The bytes of the file, which the caller wipes. */
  public byte[] toBytes() {
    byte[] label = name.isDefault() ? new byte[0] : name.text().getBytes(StandardCharsets.US_ASCII);
    int header = KeyFileFormat.PREAMBLE_LENGTH + (label.length == 0 ? 0 : 8 + label.length) + 4;
    ByteBuffer out = ByteBuffer.allocate(header + entries.size() * ENTRY_LENGTH);
    out.put(KeyFileFormat.MAGIC).putInt(KeyFileFormat.VERSION);
    if (label.length > 0) {
      out.putInt(KeyFileFormat.HEADER_KEY_NAME).putInt(label.length).put(label);
    }
    out.putInt(KeyFileFormat.END);
    entries.forEach(entry -> write(entry, out));
    return out.array();
  }

  private static void write(KeyEntry entry, ByteBuffer out) {
    out.putInt(KeyFileFormat.ENTRY_VERSION).putInt(4).putInt(entry.version);
    out.putInt(KeyFileFormat.ENTRY_AES_KEY).putInt(KeyEntry.AES_LENGTH).put(entry.aesKey);
    out.putInt(KeyFileFormat.ENTRY_HMAC_KEY).putInt(KeyEntry.HMAC_LENGTH).put(entry.hmacKey);
    out.putInt(KeyFileFormat.END);
  }

  private static List<KeyEntry> latestFirst(Collection<KeyEntry> entries) {
    TreeMap<Integer, KeyEntry> byVersion = new TreeMap<>(Integer::compareUnsigned);
    for (KeyEntry entry : entries) {
      KeyEntry replaced = byVersion.put(entry.version, entry);
      if (replaced != null) {
        replaced.wipe();
      }
    }
    return List.copyOf(byVersion.descendingMap().values());
  }

  @Override
  public void close() {
    entries.forEach(KeyEntry::wipe);
  }

  @Override
  public String toString() {
    return "KeyFile[" + name + ", redacted]";
  }
}
