package dev.secrets.cli.ansiblevault;

import dev.secrets.spi.ByteSource;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.CipherInputStream;
import javax.crypto.CipherOutputStream;
import javax.crypto.KeyGenerator;
import javax.crypto.spec.IvParameterSpec;

/**
 * Input that is read more than once: a file as it is, a stream from memory, or when it is long from
 * a temporary file that is encrypted under a key nobody keeps. One reader at a time.
 */
final class Spool implements ByteSource, AutoCloseable {

  private static final int IN_MEMORY = 1 << 20;

  private final ByteSource source;
  private final AutoCloseable resource;

  private Spool(ByteSource source, AutoCloseable resource) {
    this.source = source;
    this.resource = resource;
  }

  static Spool of(Path file) {
    return new Spool(ByteSource.of(file), () -> {});
  }

  static Spool of(InputStream stream) throws IOException {
    byte[] start = stream.readNBytes(IN_MEMORY);
    if (start.length < IN_MEMORY) {
      return new Spool(ByteSource.of(start), () -> Arrays.fill(start, (byte) 0));
    }
    InputStream whole = new SequenceInputStream(new ByteArrayInputStream(start), stream);
    try {
      return spilled(whole);
    } finally {
      Arrays.fill(start, (byte) 0);
    }
  }

  private static Spool spilled(InputStream content) throws IOException {
    FileChannel channel =
        FileChannel.open(
            Files.createTempFile("secrets", null),
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    Key key = freshKey();
    // The channel stays open for the readers, and so does the cipher's stream over it.
    OutputStream out =
        new CipherOutputStream(Channels.newOutputStream(channel), cipher(Cipher.ENCRYPT_MODE, key));
    content.transferTo(out);
    out.flush();
    return new Spool(() -> reader(channel, key), channel);
  }

  private static InputStream reader(FileChannel channel, Key key) throws IOException {
    InputStream whole =
        new FilterInputStream(Channels.newInputStream(channel.position(0))) {
          @Override
          public void close() {}
        };
    return new CipherInputStream(whole, cipher(Cipher.DECRYPT_MODE, key));
  }

  private static Key freshKey() {
    try {
      return KeyGenerator.getInstance("AES").generateKey();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has AES", impossible);
    }
  }

  /** The key serves once, so the counter may begin anywhere. */
  private static Cipher cipher(int mode, Key key) {
    try {
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(mode, key, new IvParameterSpec(new byte[16]));
      return cipher;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has AES in counter mode", impossible);
    }
  }

  @Override
  public InputStream open() throws IOException {
    return source.open();
  }

  /** The bytes by which an envelope is recognized. */
  byte[] head() throws IOException {
    try (InputStream in = open()) {
      return in.readNBytes(VaultSession.headLength());
    }
  }

  @Override
  public void close() throws IOException {
    try {
      resource.close();
    } catch (IOException | RuntimeException failure) {
      throw failure;
    } catch (Exception impossible) {
      throw new IllegalStateException("a resource of another kind", impossible);
    }
  }
}
