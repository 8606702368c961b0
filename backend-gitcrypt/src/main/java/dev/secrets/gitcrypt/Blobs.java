package dev.secrets.gitcrypt;

import dev.secrets.StorageException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Reads blobs out of git, one after the other, by one process. */
final class Blobs implements AutoCloseable {

  /** What is done with the content of a blob; what it leaves unread is skipped. */
  @FunctionalInterface
  interface Reader<T> {
    T read(InputStream content) throws IOException;
  }

  private final GitProcess process;

  Blobs(Git git) {
    process = git.start("cat-file", "--batch");
  }

  /** Whether the blob begins as git-crypt's do. */
  boolean isEncrypted(String id) {
    return read(id, in -> BlobHeader.hasMagic(in.readNBytes(BlobHeader.MAGIC_LENGTH)));
  }

  /** Whether one of the keys made the blob. */
  boolean isUnder(Collection<KeyFile> keys, String id, SecureRandom random) {
    return read(
        id,
        in -> {
          byte[] head = in.readNBytes(BlobHeader.LENGTH);
          if (head.length < BlobHeader.LENGTH || !BlobHeader.hasMagic(head)) {
            return false;
          }
          InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), in);
          try (Spool blob = Spool.of(whole, random)) {
            return opens(keys, blob);
          }
        });
  }

  private static boolean opens(Collection<KeyFile> keys, Spool blob) throws IOException {
    for (KeyFile key : keys) {
      for (KeyEntry entry : key.entries()) {
        if (new BlobCipher(entry).opens(blob)) {
          return true;
        }
      }
    }
    return false;
  }

  <T extends @Nullable Object> T read(String id, Reader<T> reader) {
    try {
      process.write((id + "\n").getBytes(StandardCharsets.US_ASCII));
      process.flush();
      Bounded content = new Bounded(process.out(), length(id));
      T result = reader.read(content);
      content.skipRest();
      process.out().read(); // the line end
      return result;
    } catch (IOException failure) {
      throw process.broken();
    }
  }

  /** From {@code ID TYPE LENGTH}. */
  private long length(String id) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = process.out().read(); next != '\n'; next = process.out().read()) {
      if (next < 0) {
        throw new IOException("git ended early");
      }
      line.write(next);
    }
    String[] fields = line.toString(StandardCharsets.US_ASCII).split(" ", -1);
    if (fields.length != 3) {
      throw new StorageException(
          "git has no object '" + id + "'", "fetch it: git fsck tells what else is missing");
    }
    return Long.parseLong(fields[2]);
  }

  @Override
  public void close() {
    process.close();
  }

  /** One content within the stream of all. */
  private static final class Bounded extends InputStream {

    private final InputStream all;
    private long left;

    Bounded(InputStream all, long length) {
      this.all = all;
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int read = all.read(target, offset, (int) Math.min(length, left));
      if (read < 0) {
        throw new IOException("git ended early");
      }
      left -= read;
      return read;
    }

    void skipRest() throws IOException {
      all.skipNBytes(left);
      left = 0;
    }
  }
}
