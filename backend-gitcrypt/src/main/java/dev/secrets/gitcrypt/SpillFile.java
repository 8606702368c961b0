package dev.secrets.gitcrypt;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;

/**
 * A temporary file that nobody else can read, not even after a crash: it is encrypted under a key
 * that only this object knows, and where the system allows it the file has no name from the start.
 */
final class SpillFile implements AutoCloseable {

  /** The key encrypts this one file, so the counter may begin anywhere. */
  private static final byte[] COUNTER = new byte[16];

  final FileChannel channel;
  private final KeyEntry key;

  private SpillFile(FileChannel channel, KeyEntry key) {
    this.channel = channel;
    this.key = key;
  }

  static SpillFile create(SecureRandom random) throws IOException {
    FileChannel channel =
        FileChannel.open(
            Files.createTempFile("secrets", null),
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    return new SpillFile(channel, KeyEntry.generate(random));
  }

  /** Writes from the start of the file; may be called once, and what is written stands at once. */
  OutputStream output() {
    return CounterMode.writing(Channels.newOutputStream(channel), key, COUNTER);
  }

  /** Reads from the start of the file; one reader at a time. */
  InputStream open() throws IOException {
    InputStream whole =
        new FilterInputStream(Channels.newInputStream(channel.position(0))) {
          @Override
          public void close() {} // the next reader needs the channel
        };
    return CounterMode.reading(whole, key, COUNTER);
  }

  @Override
  public void close() throws IOException {
    key.wipe();
    channel.close();
  }
}
