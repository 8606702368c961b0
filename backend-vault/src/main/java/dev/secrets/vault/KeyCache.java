package dev.secrets.vault;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Blocks of derived keys, so that what is read twice or written back derives once. The least
 * recently used are wiped when there are too many, all of them when closed. Thread-safe.
 */
final class KeyCache implements AutoCloseable {

  private static final int MOST = 3 * 512;

  private final Map<Key, byte[]> blocks = new LinkedHashMap<>(16, 0.75f, true);

  private record Key(VaultSecret secret, ByteBuffer salt, int number) {

    // By hand, since what a record has by itself is linked when first used, which takes as long as
    // a key derivation.
    @Override
    public boolean equals(Object other) {
      return other instanceof Key key
          && key.secret == secret
          && key.number == number
          && key.salt.equals(salt);
    }

    @Override
    public int hashCode() {
      return 31 * salt.hashCode() + number;
    }
  }

  /** Block {@code number} for this password and salt; the caller wipes it. */
  byte[] block(VaultSecret secret, byte[] salt, int number) {
    Key key = new Key(secret, ByteBuffer.wrap(salt.clone()), number);
    byte[] known = find(key);
    if (known.length > 0) {
      return known;
    }
    byte[] derived = secret.password().use(password -> Pbkdf2.block(password, salt, number));
    keep(key, derived.clone());
    return derived;
  }

  /** Whether anything was derived for this password and salt lately. */
  boolean knows(VaultSecret secret, byte[] salt) {
    return find(new Key(secret, ByteBuffer.wrap(salt), VaultKey.MAC_KEY)).length > 0;
  }

  private synchronized byte[] find(Key key) {
    byte[] block = blocks.get(key);
    return block == null ? new byte[0] : block.clone();
  }

  private synchronized void keep(Key key, byte[] block) {
    byte[] replaced = blocks.put(key, block);
    if (replaced != null) {
      Arrays.fill(replaced, (byte) 0);
    }
    if (blocks.size() > MOST) {
      Iterator<byte[]> oldest = blocks.values().iterator();
      Arrays.fill(oldest.next(), (byte) 0);
      oldest.remove();
    }
  }

  @Override
  public synchronized void close() {
    blocks.values().forEach(block -> Arrays.fill(block, (byte) 0));
    blocks.clear();
  }
}
