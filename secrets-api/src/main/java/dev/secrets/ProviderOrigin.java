package dev.secrets;

import java.security.CodeSource;

/** Where a provider came from, for messages. */
final class ProviderOrigin {

  private ProviderOrigin() {}

  static String describe(Object provider) {
    return provider.getClass().getName() + " (" + location(provider) + ")";
  }

  static DiscoveryProblem problem(Object provider, String reason) {
    return new DiscoveryProblem(location(provider), provider.getClass().getName(), reason);
  }

  private static String location(Object provider) {
    CodeSource source = provider.getClass().getProtectionDomain().getCodeSource();
    return source == null ? "unknown place" : String.valueOf(source.getLocation());
  }
}
