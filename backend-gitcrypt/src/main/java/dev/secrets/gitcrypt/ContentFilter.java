package dev.secrets.gitcrypt;

import dev.secrets.spi.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** What the filters do to one content, wherever it comes from. */
interface ContentFilter {

  void clean(ByteSource content, OutputStream blob) throws IOException;

  void smudge(ByteSource blob, OutputStream content, String place) throws IOException;

  void textconv(ByteSource blob, OutputStream content) throws IOException;

  static boolean isEncrypted(ByteSource content) throws IOException {
    try (InputStream in = content.open()) {
      return BlobHeader.hasMagic(in.readNBytes(BlobHeader.MAGIC_LENGTH));
    }
  }

  static void copy(ByteSource content, OutputStream out) throws IOException {
    try (InputStream in = content.open()) {
      in.transferTo(out);
    }
    out.flush();
  }
}
