package dev.secrets.testkit;

import dev.secrets.spi.BackendContext;
import dev.secrets.spi.SecretCodecProvider;
import java.util.Set;

/**
 * What {@link SecretCodecContract} needs to know of a codec: its provider, two contexts that hold
 * different keys, and its limits as data.
 *
 * @param provider the provider under test
 * @param context gives the key that envelopes are made and opened with
 * @param stranger gives another key, which opens none of them
 * @param limits what the envelope cannot promise
 */
public record CodecFixture(
    SecretCodecProvider provider,
    BackendContext context,
    BackendContext stranger,
    Set<Limit> limits) {

  /** A promise of the contract that the layout of an envelope does not allow. */
  public enum Limit {
    /**
     * Some bytes can change or go without changing what is read, such as the case of hex digits or
     * the last line end. Such an alteration may be accepted, if the plaintext stays the same.
     */
    INSIGNIFICANT_BYTES
  }

  public CodecFixture {
    limits = Set.copyOf(limits);
  }

  /** A codec without limits. */
  public static CodecFixture of(
      SecretCodecProvider provider, BackendContext context, BackendContext stranger) {
    return new CodecFixture(provider, context, stranger, Set.of());
  }

  /** The same codec with these limits. */
  public CodecFixture declares(Limit... declared) {
    return new CodecFixture(provider, context, stranger, Set.of(declared));
  }
}
