package dev.secrets.gitcrypt;

import static dev.secrets.gitcrypt.KeyFileFormat.END;
import static dev.secrets.gitcrypt.KeyFileFormat.ENTRY_AES_KEY;
import static dev.secrets.gitcrypt.KeyFileFormat.ENTRY_HMAC_KEY;
import static dev.secrets.gitcrypt.KeyFileFormat.ENTRY_VERSION;
import static dev.secrets.gitcrypt.KeyFileFormat.HEADER_KEY_NAME;
import static dev.secrets.gitcrypt.KeyFileFormat.HEADER_PLAIN_EMPTY_FILES;
import static dev.secrets.gitcrypt.KeyFileFormat.MAGIC;
import static dev.secrets.gitcrypt.KeyFileFormat.MAX_NAME_LENGTH;
import static dev.secrets.gitcrypt.KeyFileFormat.MAX_OPTIONAL_LENGTH;
import static dev.secrets.gitcrypt.KeyFileFormat.PREAMBLE_LENGTH;
import static dev.secrets.gitcrypt.KeyFileFormat.VERSION;

import dev.secrets.InvalidInputException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one key file, see {@link KeyFileFormat}. */
final class KeyFileParser {

  private final ByteBuffer in;

  /** Every key read so far, to be wiped when the file turns out to be unusable. */
  private final List<byte[]> keys = new ArrayList<>();

  KeyFileParser(byte[] bytes) {
    in = ByteBuffer.wrap(bytes);
  }

  KeyFile parse() {
    try {
      readPreamble();
      KeyName name = readHeader();
      List<KeyEntry> entries = new ArrayList<>();
      while (in.hasRemaining()) {
        entries.add(readEntry());
      }
      if (entries.isEmpty()) {
        throw new InvalidInputException(
            "empty git-crypt key file: it holds a header but no key",
            "take the key from someone who has it, with 'git-crypt export-key FILE'");
      }
      return new KeyFile(name, entries);
    } catch (InvalidInputException refused) {
      keys.forEach(key -> Arrays.fill(key, (byte) 0));
      throw refused;
    }
  }

  private void readPreamble() {
    byte[] magic = new byte[MAGIC.length];
    if (in.remaining() >= PREAMBLE_LENGTH) {
      in.get(magic);
    }
    if (!Arrays.equals(magic, MAGIC)) {
      throw notAKeyFile();
    }
    if (in.getInt() != VERSION) {
      throw incompatible("its format version is not " + VERSION);
    }
  }

  private InvalidInputException notAKeyFile() {
    return in.limit() == KeyFile.LEGACY_LENGTH
        ? new InvalidInputException(
            "not a git-crypt key file, unless one of the format before 0.4",
            "convert an old key file with 'git-crypt migrate-key OLD NEW'")
        : malformed("it does not begin like one");
  }

  private KeyName readHeader() {
    KeyName name = KeyName.DEFAULT;
    for (int id = readInt(); id != END; id = readInt()) {
      switch (id) {
        case HEADER_KEY_NAME -> name = readName();
        case HEADER_PLAIN_EMPTY_FILES ->
            throw incompatible("it asks to leave empty files plain, which no release does");
        default -> skip(id);
      }
    }
    return name;
  }

  private KeyName readName() {
    int length = readInt();
    if (Integer.compareUnsigned(length, MAX_NAME_LENGTH) > 0) {
      throw malformed("the key name is too long");
    }
    String text = new String(take(length), StandardCharsets.ISO_8859_1);
    if (!KeyName.isLegal(text) || text.equals(KeyName.DEFAULT.text())) {
      throw malformed("the key name is illegal");
    }
    return new KeyName(text);
  }

  private KeyEntry readEntry() {
    int version = 0;
    byte @Nullable [] aesKey = null;
    byte @Nullable [] hmacKey = null;
    for (int id = readInt(); id != END; id = readInt()) {
      switch (id) {
        case ENTRY_VERSION -> version = readVersion();
        case ENTRY_AES_KEY -> aesKey = readKey(KeyEntry.AES_LENGTH);
        case ENTRY_HMAC_KEY -> hmacKey = readKey(KeyEntry.HMAC_LENGTH);
        default -> skip(id);
      }
    }
    if (aesKey == null || hmacKey == null) {
      throw malformed("an entry lacks one of its two keys");
    }
    return new KeyEntry(version, aesKey, hmacKey);
  }

  private int readVersion() {
    requireLength(4);
    return readInt();
  }

  private byte[] readKey(int length) {
    requireLength(length);
    byte[] key = take(length);
    keys.add(key);
    return key;
  }

  private void skip(int id) {
    if ((id & 1) != 0) {
      throw incompatible("it needs a newer git-crypt");
    }
    int length = readInt();
    if (Integer.compareUnsigned(length, MAX_OPTIONAL_LENGTH) > 0) {
      throw malformed("a field is too long");
    }
    requireRemaining(length);
    in.position(in.position() + length);
  }

  private void requireLength(int expected) {
    if (readInt() != expected) {
      throw malformed("a field has a wrong length");
    }
  }

  private byte[] take(int length) {
    requireRemaining(length);
    byte[] value = new byte[length];
    in.get(value);
    return value;
  }

  private int readInt() {
    requireRemaining(4);
    return in.getInt();
  }

  private void requireRemaining(int length) {
    if (in.remaining() < length) {
      throw malformed("it ends too early");
    }
  }

  private static InvalidInputException malformed(String why) {
    return new InvalidInputException("malformed git-crypt key file: " + why);
  }

  private static InvalidInputException incompatible(String why) {
    return new InvalidInputException("incompatible git-crypt key file: " + why);
  }
}
