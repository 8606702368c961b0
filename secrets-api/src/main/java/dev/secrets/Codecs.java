package dev.secrets;

import dev.secrets.spi.BackendContext;
import dev.secrets.spi.SecretCodec;
import dev.secrets.spi.SecretCodecProvider;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * The codecs at hand, made when first needed and then kept, so that each asks for its keys once.
 * Closing it wipes their keys.
 */
final class Codecs implements AutoCloseable {

  private final List<SecretCodecProvider> providers;
  private final BackendContext context;
  private final BiFunction<SecretCodecProvider, BackendContext, SecretCodec> maker;
  private final Map<String, SecretCodec> made = new ConcurrentHashMap<>();

  Codecs(List<SecretCodecProvider> providers, BackendContext context) {
    this(providers, context, SecretCodecProvider::create);
  }

  private Codecs(
      List<SecretCodecProvider> providers,
      BackendContext context,
      BiFunction<SecretCodecProvider, BackendContext, SecretCodec> maker) {
    this.providers = providers;
    this.context = context;
    this.maker = maker;
  }

  /** The same, each moving envelopes to another key; the caller closes them. */
  Codecs rekeying() {
    return new Codecs(providers, context, SecretCodecProvider::rekeying);
  }

  /** The provider of this name. */
  SecretCodecProvider named(String id) {
    return one(provider -> provider.id().equals(id), "'" + id + "'")
        .orElseThrow(
            () ->
                new UnsupportedCapabilityException(
                    "no codec '" + id + "' is installed", "secrets backends shows which are"));
  }

  List<SecretCodecProvider> providers() {
    return providers;
  }

  boolean isInstalled(String id) {
    return providers.stream().anyMatch(provider -> provider.id().equals(id));
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
    return providerForTag(tag).map(this::codec);
  }

  /** The provider of the codec for inline values under {@code tag}. */
  Optional<SecretCodecProvider> providerForTag(String tag) {
    return one(provider -> provider.readsTag(tag), "'" + tag + "'");
  }

  SecretCodec codec(SecretCodecProvider provider) {
    return made.computeIfAbsent(provider.id(), id -> maker.apply(provider, context));
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
