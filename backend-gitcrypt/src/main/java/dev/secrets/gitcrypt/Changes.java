package dev.secrets.gitcrypt;

import dev.secrets.WriteConflictException;
import dev.secrets.spi.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds files that a rewrite would lose: what the user changed, as opposed to what a lock or unlock
 * that was broken off has left, or a failed one of git-crypt's.
 */
final class Changes {

  private static final int NAMED_AT_MOST = 5;

  private final Git git;
  private final Path top;
  private final boolean brokenOff;
  private final List<KeyFile> keys;
  private final SecureRandom random;

  /**
   * @param git standing at {@code top}
   * @param brokenOff whether missing and cut files are nobody's doing
   * @param keys that may have decrypted the files
   */
  Changes(Git git, Path top, boolean brokenOff, List<KeyFile> keys, SecureRandom random) {
    this.git = git;
    this.top = top;
    this.brokenOff = brokenOff;
    this.keys = keys;
    this.random = random;
  }

  void refuse(List<WorkFile> files) {
    List<WorkFile> changed = changed(suspects(files));
    if (!changed.isEmpty()) {
      throw new WriteConflictException(
          "working directory not clean, changed: " + names(changed),
          "commit these files, or put them aside with git stash");
    }
  }

  /** What git calls modified; everything, if git cannot say, as with a filter that is broken. */
  private List<WorkFile> suspects(List<WorkFile> files) {
    GitProcess.Result status =
        git.attempt("status", "--porcelain", "-z", "-uno", "--no-renames", "--ignore-submodules");
    if (status.exit() != 0) {
      return files;
    }
    Set<String> modified = new HashSet<>();
    for (String record : status.records()) {
      if (record.charAt(1) != ' ') {
        modified.add(record.substring(3));
      }
    }
    return files.stream().filter(file -> modified.contains(file.path())).toList();
  }

  private List<WorkFile> changed(List<WorkFile> suspects) {
    if (suspects.isEmpty()) {
      return List.of();
    }
    try (Blobs blobs = new Blobs(git)) {
      return suspects.stream().filter(file -> isChanged(file, blobs)).toList();
    }
  }

  private boolean isChanged(WorkFile file, Blobs blobs) {
    Path path = file.in(top);
    if (!Files.exists(path)) {
      return !brokenOff;
    }
    return blobs.read(
        file.blob(),
        content -> {
          try (Spool blob = Spool.of(content, random)) {
            return !isBlob(path, blob) && !isPlaintext(path, blob);
          }
        });
  }

  private boolean isBlob(Path file, Spool blob) throws IOException {
    try (InputStream in = blob.open();
        Comparison comparison = new Comparison(file)) {
      in.transferTo(comparison);
      return comparison.agrees(brokenOff);
    }
  }

  private boolean isPlaintext(Path file, Spool blob) throws IOException {
    for (KeyFile key : keys) {
      BlobCipher cipher = new BlobCipher(key.latest());
      if (isEncrypted(blob) && cipher.opens(blob)) {
        try (Comparison comparison = new Comparison(file)) {
          cipher.decode(blob, comparison);
          return comparison.agrees(brokenOff);
        }
      }
    }
    return false;
  }

  private static boolean isEncrypted(ByteSource blob) throws IOException {
    try (InputStream in = blob.open()) {
      return BlobHeader.hasMagic(in.readNBytes(BlobHeader.LENGTH));
    }
  }

  private static String names(List<WorkFile> files) {
    String names =
        files.stream()
            .limit(NAMED_AT_MOST)
            .map(file -> "'" + file.shown() + "'")
            .collect(Collectors.joining(", "));
    int more = files.size() - NAMED_AT_MOST;
    return more > 0 ? names + " and " + more + " more" : names;
  }

  /** Compares what is written to it with a file. */
  private static final class Comparison extends OutputStream {

    private final InputStream file;
    private boolean differs;
    private boolean fileEnded;

    Comparison(Path path) throws IOException {
      file = new java.io.BufferedInputStream(Files.newInputStream(path));
    }

    @Override
    public void write(int expected) throws IOException {
      int found = fileEnded ? -1 : file.read();
      fileEnded |= found < 0;
      differs |= found >= 0 && found != (expected & 0xff);
    }

    /** Whether all was equal; a file that ends early is, if {@code cut} is allowed. */
    boolean agrees(boolean cut) throws IOException {
      return !differs && (fileEnded ? cut : file.read() < 0);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
