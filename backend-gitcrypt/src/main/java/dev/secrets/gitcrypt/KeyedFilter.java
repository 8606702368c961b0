package dev.secrets.gitcrypt;

import dev.secrets.DecryptionFailedException;
import dev.secrets.spi.ByteSource;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/** Encrypts and decrypts with the keys at hand. */
final class KeyedFilter implements ContentFilter {

  private final KeyRing keys;
  private final GitFilter.Listener listener;
  private final AtomicBoolean warned = new AtomicBoolean();

  KeyedFilter(KeyRing keys, GitFilter.Listener listener) {
    this.keys = keys;
    this.listener = listener;
  }

  @Override
  public void clean(ByteSource content, OutputStream blob) throws IOException {
    BlobCipher cipher = keys.forWriting();
    if (!ContentFilter.isEncrypted(content)) {
      cipher.encode(content, blob);
    } else if (cipher.opens(content)) {
      ContentFilter.copy(content, blob);
    } else {
      throw new DecryptionFailedException(
          "already encrypted with git-crypt, under another key or altered: not encrypted twice",
          "restore the file from git after unlocking with its key");
    }
  }

  @Override
  public void smudge(ByteSource blob, OutputStream content, String place) throws IOException {
    keys.requireAny(); // what is added again must not stay plaintext
    if (!ContentFilter.isEncrypted(blob) && !warned.getAndSet(true)) {
      listener.notEncrypted(place);
    }
    textconv(blob, content);
  }

  @Override
  public void textconv(ByteSource blob, OutputStream content) throws IOException {
    if (ContentFilter.isEncrypted(blob)) {
      keys.opening(blob).decode(blob, content);
    } else {
      ContentFilter.copy(blob, content);
    }
  }
}
