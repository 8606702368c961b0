package dev.secrets.gitcrypt;

import dev.secrets.SecretsException;
import dev.secrets.StorageException;
import dev.secrets.file.SafeFile;
import dev.secrets.spi.BackendContext;
import dev.secrets.spi.ByteSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Merges encrypted files for git: its driver for the attribute {@code merge}, see gitattributes(5).
 * A clone that does not know the driver has a conflict of binary files instead.
 *
 * <p>Keys are found as {@link GitCrypt} describes. Plaintext touches no disk, where the system has
 * a file system in memory. Not for files of hundreds of megabytes: they are merged in memory.
 */
public final class GitMerge implements AutoCloseable {

  private static final int WITH_CONFLICTS = 127;

  private final BackendContext context;
  private final KeyRing keys;
  private final ContentFilter filter;

  public GitMerge(BackendContext context) {
    this.context = context;
    this.keys = new KeyRing(context);
    this.filter = new KeyedFilter(keys, new Silence());
  }

  /**
   * Merges what both sides made of {@code ancestor}, all as git keeps them, and replaces {@code
   * ours} by the result: encrypted, or, if there are conflicts, as plaintext with the usual marks.
   *
   * @param markerSize how many characters a mark has
   * @return whether there is no conflict
   * @throws dev.secrets.DecryptionFailedException if no key at hand opens one of them
   */
  public boolean merge(Path ancestor, Path ours, Path theirs, int markerSize) {
    byte[] merged = new byte[0];
    try (PrivateFolder folder = PrivateFolder.create()) {
      Path ourText = decrypt(ours, folder.file("ours"));
      GitProcess.Result result =
          Git.of(context)
              .attempt(
                  "merge-file",
                  "-p",
                  "--marker-size=" + markerSize,
                  "-L",
                  "ours",
                  "-L",
                  "base",
                  "-L",
                  "theirs",
                  ourText.toString(),
                  decrypt(ancestor, folder.file("base")).toString(),
                  decrypt(theirs, folder.file("theirs")).toString());
      boolean text = result.exit() <= WITH_CONFLICTS;
      merged = text ? result.output() : bytes(ourText);
      boolean clean = result.exit() == 0;
      write(ours, clean ? encrypted(merged) : merged.clone());
      return clean;
    } catch (IOException failure) {
      throw new StorageException("cannot merge: input/output error");
    } finally {
      Arrays.fill(merged, (byte) 0);
    }
  }

  private Path decrypt(Path blob, Path text) throws IOException {
    SafeFile.create(text, out -> filter.textconv(ByteSource.of(blob), out), written -> {});
    return text;
  }

  private byte[] encrypted(byte[] content) throws IOException {
    ByteArrayOutputStream blob = new ByteArrayOutputStream();
    keys.forWriting().encode(ByteSource.of(content), blob);
    return blob.toByteArray();
  }

  private static void write(Path file, byte[] content) {
    try {
      SafeFile.write(
          file,
          (OutputStream out) -> out.write(content),
          written -> requireEqual(written, content),
          target -> {});
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  private static void requireEqual(Path written, byte[] content) throws IOException {
    if (!Arrays.equals(bytes(written), content)) {
      throw new IOException("what was written reads differently");
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    try (var in = ByteSource.of(file).open()) {
      return in.readAllBytes();
    }
  }

  /** Wipes the keys. */
  @Override
  public void close() {
    keys.close();
  }

  private static final class Silence implements GitFilter.Listener {

    @Override
    public void notEncrypted(String place) {}

    @Override
    public void refused(SecretsException failure) {}
  }
}
