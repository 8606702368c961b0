package dev.secrets.gitcrypt;

import dev.secrets.DecryptionFailedException;
import dev.secrets.spi.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/** What the filters do to one content, wherever it comes from. */
final class ContentFilter {

  private final KeyRing keys;
  private final GitFilter.Listener listener;
  private final AtomicBoolean warned = new AtomicBoolean();

  ContentFilter(KeyRing keys, GitFilter.Listener listener) {
    this.keys = keys;
    this.listener = listener;
  }

  void clean(ByteSource content, OutputStream blob) throws IOException {
    BlobCipher cipher = keys.forWriting();
    if (!isEncrypted(content)) {
      cipher.encode(content, blob);
    } else if (cipher.opens(content)) {
      copy(content, blob);
    } else {
      throw new DecryptionFailedException(
          "already encrypted with git-crypt, under another key or altered: not encrypted twice",
          "restore the file from git after unlocking with its key");
    }
  }

  void smudge(ByteSource blob, OutputStream content, String place) throws IOException {
    if (!isEncrypted(blob) && !warned.getAndSet(true)) {
      listener.notEncrypted(place);
    }
    textconv(blob, content);
  }

  void textconv(ByteSource blob, OutputStream content) throws IOException {
    if (isEncrypted(blob)) {
      keys.opening(blob).decode(blob, content);
    } else {
      copy(blob, content);
    }
  }

  private static boolean isEncrypted(ByteSource content) throws IOException {
    try (InputStream in = content.open()) {
      return BlobHeader.hasMagic(in.readNBytes(BlobHeader.MAGIC_LENGTH));
    }
  }

  private static void copy(ByteSource content, OutputStream out) throws IOException {
    try (InputStream in = content.open()) {
      in.transferTo(out);
    }
    out.flush();
  }
}
