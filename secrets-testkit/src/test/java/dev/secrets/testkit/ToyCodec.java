package dev.secrets.testkit;

import dev.secrets.DecryptionFailedException;
import dev.secrets.MalformedEnvelopeException;
import dev.secrets.spi.BackendContext;
import dev.secrets.spi.ByteSource;
import dev.secrets.spi.SecretCodec;
import dev.secrets.spi.SecretCodecProvider;
import dev.secrets.spi.SpiLevel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The smallest codec that keeps the contract: a magic word, a nonce, AES-GCM. */
public final class ToyCodec implements SecretCodecProvider {

  static final byte[] MAGIC = "!TOY-ENVELOPE!".getBytes(StandardCharsets.US_ASCII);

  private static final int NONCE = 12;
  private static final int TAG = 16;

  static BackendContext contextWith(int keyByte) {
    return BackendContext.builder()
        .options(Map.of("toy-key", List.of(Integer.toString(keyByte))))
        .build();
  }

  @Override
  public String id() {
    return "toy";
  }

  @Override
  public int spiLevel() {
    return SpiLevel.CURRENT;
  }

  @Override
  public int headLength() {
    return MAGIC.length;
  }

  @Override
  public boolean recognizes(byte[] head) {
    return head.length >= MAGIC.length
        && Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  @Override
  public SecretCodec create(BackendContext context) {
    byte[] key = new byte[16];
    Arrays.fill(key, Byte.parseByte(context.option("toy-key").orElseThrow()));
    return new Opened(context, key);
  }

  private final class Opened implements SecretCodec {

    private final BackendContext context;
    private final byte[] key;

    Opened(BackendContext context, byte[] key) {
      this.context = context;
      this.key = key;
    }

    @Override
    public void encode(ByteSource plaintext, OutputStream envelope) throws IOException {
      byte[] nonce = new byte[NONCE];
      context.random().nextBytes(nonce);
      byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, read(plaintext));
      envelope.write(MAGIC);
      envelope.write(nonce);
      envelope.write(sealed);
    }

    @Override
    public void decode(ByteSource envelope, OutputStream plaintext) throws IOException {
      byte[] bytes = read(envelope);
      if (!recognizes(bytes) || bytes.length < MAGIC.length + NONCE + TAG) {
        throw new MalformedEnvelopeException("not a toy envelope");
      }
      int start = MAGIC.length + NONCE;
      byte[] nonce = Arrays.copyOfRange(bytes, MAGIC.length, start);
      plaintext.write(
          crypt(Cipher.DECRYPT_MODE, nonce, Arrays.copyOfRange(bytes, start, bytes.length)));
    }

    private byte[] crypt(int mode, byte[] nonce, byte[] input) {
      try {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
            mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG * Byte.SIZE, nonce));
        return cipher.doFinal(input);
      } catch (GeneralSecurityException failure) {
        throw new DecryptionFailedException("wrong key, or the data was altered");
      }
    }

    private static byte[] read(ByteSource source) throws IOException {
      try (InputStream in = source.open()) {
        return in.readAllBytes();
      }
    }
  }
}
