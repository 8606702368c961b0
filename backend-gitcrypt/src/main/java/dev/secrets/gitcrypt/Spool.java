package dev.secrets.gitcrypt;

import dev.secrets.spi.ByteSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream that can only be read once, kept to be read again: in memory, or, if it is long, in an
 * encrypted temporary file. One reader at a time. Closing wipes the memory and removes the file.
 */
final class Spool implements ByteSource, AutoCloseable {

  /** Git keeps a filtered file whole, so this is little beside it. */
  static final int MEMORY = 16 << 20;

  private static final int CHUNK = 8192;

  /** The longest blob there is. Without a bound an endless stream would fill the disk. */
  private static final long LONGEST = BlobCipher.MAX_LENGTH + BlobHeader.LENGTH;

  private final List<byte[]> chunks = new ArrayList<>();
  private long length;
  private @Nullable SpillFile file;
  private final long longest;

  private Spool(long longest) {
    this.longest = longest;
  }

  /**
   * Reads {@code content} to its end, not much more than {@link #MEMORY} bytes into memory.
   *
   * @throws dev.secrets.InvalidInputException if it is longer than any blob
   */
  static Spool of(InputStream content, SecureRandom random) throws IOException {
    return of(content, MEMORY, random);
  }

  /** The same with another limit than {@link #MEMORY}. */
  static Spool of(InputStream content, int memory, SecureRandom random) throws IOException {
    return of(content, memory, LONGEST, random);
  }

  static Spool of(InputStream content, int memory, long longest, SecureRandom random)
      throws IOException {
    Spool spool = new Spool(longest);
    try {
      if (spool.fill(content, memory)) {
        spool.spill(content, random);
      }
      return spool;
    } catch (IOException | RuntimeException failure) {
      spool.close();
      throw failure;
    }
  }

  @Override
  public InputStream open() throws IOException {
    return file == null ? new SequenceInputStream(Collections.enumeration(views())) : file.open();
  }

  /** Whether there may be more than fits into memory. */
  private boolean fill(InputStream content, int memory) throws IOException {
    int read = CHUNK;
    while (read == CHUNK && length < memory) {
      byte[] chunk = new byte[CHUNK];
      chunks.add(chunk);
      read = content.readNBytes(chunk, 0, CHUNK);
      length += read;
    }
    return read == CHUNK;
  }

  private void spill(InputStream content, SecureRandom random) throws IOException {
    file = SpillFile.create(random);
    OutputStream out = file.output();
    for (byte[] chunk : chunks) {
      out.write(chunk);
    }
    byte[] chunk = chunks.get(0);
    for (int read; (read = content.read(chunk)) >= 0; ) {
      length += read;
      BlobCipher.requireRoom(length, longest);
      out.write(chunk, 0, read);
    }
    out.close();
    wipe();
  }

  private List<InputStream> views() {
    List<InputStream> views = new ArrayList<>();
    long left = length;
    for (byte[] chunk : chunks) {
      views.add(new ByteArrayInputStream(chunk, 0, (int) Math.min(left, CHUNK)));
      left -= CHUNK;
    }
    return views;
  }

  private void wipe() {
    chunks.forEach(chunk -> Arrays.fill(chunk, (byte) 0));
    chunks.clear();
  }

  @Override
  public void close() throws IOException {
    wipe();
    if (file != null) {
      file.close();
    }
  }
}
