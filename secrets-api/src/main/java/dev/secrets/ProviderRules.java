package dev.secrets;

import dev.secrets.spi.SecretCodecProvider;
import dev.secrets.spi.SecretStoreProvider;
import dev.secrets.spi.SpiLevel;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What a provider must keep to, whoever wrote it. */
final class ProviderRules {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]+");
  private static final Set<String> BUILT_IN = Set.of(Backends.FILE, Backends.ENV);

  /** Ids that stand in people's files and must not be answered by a stray jar. */
  private static final Map<String, String> RESERVED =
      Map.of(
          "aws", "dev.secrets.aws.AwsSecretsManager",
          "ansible-vault", "dev.secrets.vault.AnsibleVault",
          "git-crypt", "dev.secrets.gitcrypt.GitCrypt");

  private ProviderRules() {}

  static void check(SecretStoreProvider provider) {
    check(provider, provider.scheme(), provider.spiLevel());
    if (BUILT_IN.contains(provider.scheme())) {
      throw new IllegalArgumentException("'" + provider.scheme() + "' is built in");
    }
  }

  static void check(SecretCodecProvider provider) {
    check(provider, provider.id(), provider.spiLevel());
  }

  private static void check(Object provider, String id, int level) {
    if (level > SpiLevel.CURRENT) {
      throw new IllegalArgumentException(
          "made for level %d of the SPI, and this is level %d".formatted(level, SpiLevel.CURRENT));
    }
    if (!NAME.matcher(id).matches()) {
      throw new IllegalArgumentException("'" + id + "' is no name for a backend");
    }
    String owner = RESERVED.get(id);
    if (owner != null && !owner.equals(provider.getClass().getName())) {
      throw new IllegalArgumentException("'" + id + "' is reserved to " + owner);
    }
  }
}
