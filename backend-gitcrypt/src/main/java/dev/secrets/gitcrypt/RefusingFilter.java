package dev.secrets.gitcrypt;

import dev.secrets.DecryptionFailedException;
import dev.secrets.spi.ByteSource;
import java.io.IOException;
import java.io.OutputStream;

/** Stands guard in a locked clone: ciphertext goes through, and plaintext cannot be added. */
final class RefusingFilter implements ContentFilter {

  @Override
  public void clean(ByteSource content, OutputStream blob) throws IOException {
    if (!ContentFilter.isEncrypted(content)) {
      throw new DecryptionFailedException(
          "plaintext of a file that is to be encrypted, and this clone is locked",
          "unlock it first with 'git-crypt unlock', then add the file");
    }
    ContentFilter.copy(content, blob);
  }

  @Override
  public void smudge(ByteSource blob, OutputStream content, String place) throws IOException {
    ContentFilter.copy(blob, content);
  }

  @Override
  public void textconv(ByteSource blob, OutputStream content) throws IOException {
    ContentFilter.copy(blob, content);
  }
}
