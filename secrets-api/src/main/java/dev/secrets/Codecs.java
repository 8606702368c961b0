package dev.secrets;

import dev.secrets.spi.BackendContext;
import dev.secrets.spi.SecretCodec;
import dev.secrets.spi.SecretCodecProvider;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The codecs at hand, made when first needed and then kept, so that each asks for its keys once.
 * Closing it wipes their keys.
 */
final class Codecs implements AutoCloseable {

  private final List<SecretCodecProvider> providers;
  private final BackendContext context;
  private final Map<String, SecretCodec> made = new ConcurrentHashMap<>();

  Codecs(List<SecretCodecProvider> providers, BackendContext context) {
    this.providers = providers;
    this.context = context;
  }

  /** How much of a file {@link #recognize} wants to see. */
  int headLength() {
    return providers.stream().mapToInt(SecretCodecProvider::headLength).max().orElse(0);
  }

  /**
   * The provider of the codec that wrote a file which begins with {@code head}; empty for
   * plaintext.
   */
  Optional<SecretCodecProvider> recognize(byte[] head) {
    return one(
        provider ->
            provider.recognizes(Arrays.copyOf(head, Math.min(head.length, provider.headLength()))),
        "one file");
  }

  /** The codec for inline values under {@code tag}. */
  Optional<SecretCodec> forTag(String tag) {
    return one(provider -> provider.yamlTag().filter(tag::equals).isPresent(), "'" + tag + "'")
        .map(this::codec);
  }

  SecretCodec codec(SecretCodecProvider provider) {
    return made.computeIfAbsent(provider.id(), id -> provider.create(context));
  }

  @Override
  public void close() {
    made.values().forEach(SecretCodec::close);
    made.clear();
  }

  private Optional<SecretCodecProvider> one(Predicate<SecretCodecProvider> claims, String what) {
    List<SecretCodecProvider> claimants = providers.stream().filter(claims).toList();
    if (claimants.size() > 1) {
      throw new UnsupportedCapabilityException(
          "several codecs claim "
              + what
              + ": "
              + String.join(", ", claimants.stream().map(ProviderOrigin::describe).toList()),
          "remove all but one of them");
    }
    return claimants.stream().findFirst();
  }
}
